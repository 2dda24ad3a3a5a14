/** Frames on the slots of a shared PTP clock. */
@NullMarked
package dev.syncline.hardware.rig.ptp;

import org.jspecify.annotations.NullMarked;
