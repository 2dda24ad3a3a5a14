/** Trigger pulses at exact times. */
@NullMarked
package dev.syncline.hardware.rig.trigger;

import org.jspecify.annotations.NullMarked;
