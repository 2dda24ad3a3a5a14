/** A flight controller that is not there: its clock, its packets, its pulse line, its faults. */
@NullMarked
package dev.syncline.hardware.dji.simulated;

import org.jspecify.annotations.NullMarked;
