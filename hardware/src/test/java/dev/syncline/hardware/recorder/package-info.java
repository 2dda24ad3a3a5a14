/** What is left of recordings. */
@NullMarked
package dev.syncline.hardware.recorder;

import org.jspecify.annotations.NullMarked;
