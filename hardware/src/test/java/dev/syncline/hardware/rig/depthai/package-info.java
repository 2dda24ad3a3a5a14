@NullMarked
package dev.syncline.hardware.rig.depthai;

import org.jspecify.annotations.NullMarked;
