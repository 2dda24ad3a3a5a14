/** Gyroflow's lens profiles. */
@NullMarked
package dev.syncline.engine.read.lens;

import org.jspecify.annotations.NullMarked;
