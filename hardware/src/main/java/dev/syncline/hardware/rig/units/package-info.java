/** The quantities of a rig file: frame rates, voltages, times, each with its unit. */
@NullMarked
package dev.syncline.hardware.rig.units;

import org.jspecify.annotations.NullMarked;
