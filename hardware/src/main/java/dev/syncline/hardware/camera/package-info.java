/** Cameras: frames with their times, and a frame length that can be steered. */
@NullMarked
package dev.syncline.hardware.camera;

import org.jspecify.annotations.NullMarked;
