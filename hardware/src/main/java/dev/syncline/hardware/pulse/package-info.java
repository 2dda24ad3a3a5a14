/** Lines that carry pulses, each with what stamps them, by which clock and how late. */
@NullMarked
package dev.syncline.hardware.pulse;

import org.jspecify.annotations.NullMarked;
