/** Control loops that steer one clock after another. */
@NullMarked
package dev.syncline.hardware.servo;

import org.jspecify.annotations.NullMarked;
