@NullMarked
package dev.syncline.bindings.gpu;

import org.jspecify.annotations.NullMarked;
