@NullMarked
package dev.syncline.hardware.framesync.clockrecovery;

import org.jspecify.annotations.NullMarked;
