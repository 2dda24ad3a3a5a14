/** How native libraries come into the process: on first use, once, quietly. */
@NullMarked
package dev.syncline.bindings.load;

import org.jspecify.annotations.NullMarked;
