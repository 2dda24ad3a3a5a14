@NullMarked
package dev.syncline.hardware.rig.trim;

import org.jspecify.annotations.NullMarked;
