/**
 * libcamera through the shim in {@code src/main/native}: libcamera speaks C++ only. The shim is built where libcamera's
 * headers are; elsewhere {@link dev.syncline.bindings.libcamera.Libcamera#start} says so, and all else works.
 */
@NullMarked
package dev.syncline.bindings.libcamera;

import org.jspecify.annotations.NullMarked;
