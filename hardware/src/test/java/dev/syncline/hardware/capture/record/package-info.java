/** What is left of recordings. */
@NullMarked
package dev.syncline.hardware.capture.record;

import org.jspecify.annotations.NullMarked;
