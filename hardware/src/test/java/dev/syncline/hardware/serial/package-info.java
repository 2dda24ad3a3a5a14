/** Serial lines. */
@NullMarked
package dev.syncline.hardware.serial;

import org.jspecify.annotations.NullMarked;
