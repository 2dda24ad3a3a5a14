/** Following points on a GPU: one kernel source, and what CUDA and OpenCL have in common. */
@NullMarked
package dev.syncline.bindings.gpu;

import org.jspecify.annotations.NullMarked;
