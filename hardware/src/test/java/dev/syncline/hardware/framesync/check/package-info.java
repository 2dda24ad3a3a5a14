@NullMarked
package dev.syncline.hardware.framesync.check;

import org.jspecify.annotations.NullMarked;
