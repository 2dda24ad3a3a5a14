/** Layouts of all kernel structs together. */
@NullMarked
package dev.syncline.bindings.linux;

import org.jspecify.annotations.NullMarked;
