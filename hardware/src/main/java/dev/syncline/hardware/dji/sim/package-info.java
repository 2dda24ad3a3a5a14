/** A flight controller that is not there: its clock, its packets, its pulse line, its faults. */
@NullMarked
package dev.syncline.hardware.dji.sim;

import org.jspecify.annotations.NullMarked;
