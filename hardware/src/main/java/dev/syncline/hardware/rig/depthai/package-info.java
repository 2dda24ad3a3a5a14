/** The calls that a DepthAI script needs for a rig. */
@NullMarked
package dev.syncline.hardware.rig.depthai;

import org.jspecify.annotations.NullMarked;
