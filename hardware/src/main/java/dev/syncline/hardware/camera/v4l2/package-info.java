/** Cameras of Video4Linux2: streaming over mapped buffers, and steering by the sensor's blanking. */
@NullMarked
package dev.syncline.hardware.camera.v4l2;

import org.jspecify.annotations.NullMarked;
