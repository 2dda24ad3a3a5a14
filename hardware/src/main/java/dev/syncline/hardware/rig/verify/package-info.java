/** Whether the frames of a recorded rig really start together. */
@NullMarked
package dev.syncline.hardware.rig.verify;

import org.jspecify.annotations.NullMarked;
