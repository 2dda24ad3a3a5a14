/** Gyroflow's CSV motion logs: read and written. */
@NullMarked
package dev.syncline.engine.read.gcsv;

import org.jspecify.annotations.NullMarked;
