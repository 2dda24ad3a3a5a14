/** Pulse-per-second devices: {@code linux/pps.h}. */
@NullMarked
package dev.syncline.bindings.linux.pps;

import org.jspecify.annotations.NullMarked;
