/** Google's camera motion metadata, a track in videos of phones and street cameras. */
@NullMarked
package dev.syncline.engine.telemetry.camm;

import org.jspecify.annotations.NullMarked;
