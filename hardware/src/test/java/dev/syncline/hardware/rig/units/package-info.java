@NullMarked
package dev.syncline.hardware.rig.units;

import org.jspecify.annotations.NullMarked;
