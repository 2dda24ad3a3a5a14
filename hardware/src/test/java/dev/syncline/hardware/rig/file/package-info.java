@NullMarked
package dev.syncline.hardware.rig.file;

import org.jspecify.annotations.NullMarked;
