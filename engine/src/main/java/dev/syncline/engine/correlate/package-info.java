/** Sliding the rates seen in the picture along the log. */
@NullMarked
package dev.syncline.engine.correlate;

import org.jspecify.annotations.NullMarked;
