@NullMarked
package dev.syncline.hardware.rig.timing;

import org.jspecify.annotations.NullMarked;
