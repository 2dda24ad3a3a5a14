/** Gyroflow's lens profiles. */
@NullMarked
package dev.syncline.engine.lens;

import org.jspecify.annotations.NullMarked;
