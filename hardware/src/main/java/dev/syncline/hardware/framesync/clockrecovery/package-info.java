/** The wall-clock time of frames whose timestamps are of another clock. */
@NullMarked
package dev.syncline.hardware.framesync.clockrecovery;

import org.jspecify.annotations.NullMarked;
