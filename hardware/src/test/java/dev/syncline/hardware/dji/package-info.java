/** DJI's onboard protocol: frames, sessions with acknowledgement, and hardware sync. */
@NullMarked
package dev.syncline.hardware.dji;

import org.jspecify.annotations.NullMarked;
