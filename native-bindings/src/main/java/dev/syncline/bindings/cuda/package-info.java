/** NVIDIA devices through JavaCPP: the driver API, and NVRTC to compile kernels. */
@NullMarked
package dev.syncline.bindings.cuda;

import org.jspecify.annotations.NullMarked;
