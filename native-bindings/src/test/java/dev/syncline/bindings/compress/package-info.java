@NullMarked
package dev.syncline.bindings.compress;

import org.jspecify.annotations.NullMarked;
