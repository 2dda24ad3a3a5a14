/** Compressions that are not in the JDK, by the libraries that everyone uses. */
@NullMarked
package dev.syncline.bindings.compress;

import org.jspecify.annotations.NullMarked;
