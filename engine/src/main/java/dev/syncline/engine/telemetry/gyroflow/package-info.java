/** The motion data inside Gyroflow projects. */
@NullMarked
package dev.syncline.engine.telemetry.gyroflow;

import org.jspecify.annotations.NullMarked;
