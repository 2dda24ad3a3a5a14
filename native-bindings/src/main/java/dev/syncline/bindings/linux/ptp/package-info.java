/** PTP hardware clocks: {@code linux/ptp_clock.h}. */
@NullMarked
package dev.syncline.bindings.linux.ptp;

import org.jspecify.annotations.NullMarked;
