@NullMarked
package dev.syncline.bindings.opencl;

import org.jspecify.annotations.NullMarked;
