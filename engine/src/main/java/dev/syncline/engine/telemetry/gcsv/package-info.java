/** Gyroflow's CSV motion logs: read and written. */
@NullMarked
package dev.syncline.engine.telemetry.gcsv;

import org.jspecify.annotations.NullMarked;
