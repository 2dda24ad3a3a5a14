/** Keeping a free-running camera in phase by changing its frame length by whole lines. */
@NullMarked
package dev.syncline.hardware.rig.trim;

import org.jspecify.annotations.NullMarked;
