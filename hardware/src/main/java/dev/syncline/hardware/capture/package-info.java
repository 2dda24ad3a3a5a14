/** Cameras: frames with their times, and a frame length that can be steered. */
@NullMarked
package dev.syncline.hardware.capture;

import org.jspecify.annotations.NullMarked;
