@NullMarked
package dev.syncline.hardware.framesync;

import org.jspecify.annotations.NullMarked;
