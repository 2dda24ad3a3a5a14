/** The shell launcher at the root. */
@NullMarked
package dev.syncline.launcher;

import org.jspecify.annotations.NullMarked;
