/** Seeing that a sync is right: what a picture stabilised by the synced gyro still turns, and the picture itself. */
@NullMarked
package dev.syncline.engine.preview;

import org.jspecify.annotations.NullMarked;
