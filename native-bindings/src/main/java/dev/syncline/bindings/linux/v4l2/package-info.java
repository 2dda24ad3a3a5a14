/** Video4Linux2 as the kernel's header {@code linux/videodev2.h} lays it out on 64-bit machines: structs and requests. */
@NullMarked
package dev.syncline.bindings.linux.v4l2;

import org.jspecify.annotations.NullMarked;
