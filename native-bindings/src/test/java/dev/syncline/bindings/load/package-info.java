/** Tests of how native libraries come into the process. */
@NullMarked
package dev.syncline.bindings.load;

import org.jspecify.annotations.NullMarked;
