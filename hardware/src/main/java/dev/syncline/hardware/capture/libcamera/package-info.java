/** Cameras of libcamera: what it finds, and sessions over its mapped buffers. */
@NullMarked
package dev.syncline.hardware.capture.libcamera;

import org.jspecify.annotations.NullMarked;
