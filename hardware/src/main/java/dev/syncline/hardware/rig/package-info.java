/** Rigs of cameras on an FSYNC line: what is wired to what, who drives, and when each frame is taken. */
@NullMarked
package dev.syncline.hardware.rig;

import org.jspecify.annotations.NullMarked;
