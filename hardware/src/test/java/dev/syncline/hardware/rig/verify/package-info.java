@NullMarked
package dev.syncline.hardware.rig.verify;

import org.jspecify.annotations.NullMarked;
