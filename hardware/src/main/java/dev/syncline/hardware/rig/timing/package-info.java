/** When the rows of each camera are exposed and read out, and what brings the cameras to one moment. */
@NullMarked
package dev.syncline.hardware.rig.timing;

import org.jspecify.annotations.NullMarked;
