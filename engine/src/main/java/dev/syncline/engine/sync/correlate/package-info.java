/** Sliding the rates seen in the picture along the log. */
@NullMarked
package dev.syncline.engine.sync.correlate;

import org.jspecify.annotations.NullMarked;
