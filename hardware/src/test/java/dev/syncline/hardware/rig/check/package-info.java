@NullMarked
package dev.syncline.hardware.rig.check;

import org.jspecify.annotations.NullMarked;
