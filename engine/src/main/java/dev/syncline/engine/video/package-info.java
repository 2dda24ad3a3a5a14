/** Frames of luma with their times, and where they come from. */
@NullMarked
package dev.syncline.engine.video;

import org.jspecify.annotations.NullMarked;
