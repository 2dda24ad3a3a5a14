/** Rigs of simulated cameras on a simulated network, in simulated time: what the bars of frame sync are measured on. */
@NullMarked
package dev.syncline.hardware.framesync.simulated;

import org.jspecify.annotations.NullMarked;
