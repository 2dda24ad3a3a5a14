/** Afterwards: whether frame N of one recording belongs to frame N of another. */
@NullMarked
package dev.syncline.hardware.framesync.check;

import org.jspecify.annotations.NullMarked;
