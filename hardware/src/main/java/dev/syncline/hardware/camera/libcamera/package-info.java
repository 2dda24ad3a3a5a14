/** Cameras of libcamera: what it finds, and sessions over its mapped buffers. */
@NullMarked
package dev.syncline.hardware.camera.libcamera;

import org.jspecify.annotations.NullMarked;
