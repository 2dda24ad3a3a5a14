@NullMarked
package dev.syncline.hardware.rig;

import org.jspecify.annotations.NullMarked;
