/** The one door to native functions: linking, errno, file descriptors. */
@NullMarked
package dev.syncline.bindings.ffi;

import org.jspecify.annotations.NullMarked;
