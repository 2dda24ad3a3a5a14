/** What a capture leaves: the video, a list of the frames, their times. Written beside and renamed. */
@NullMarked
package dev.syncline.hardware.capture.record;

import org.jspecify.annotations.NullMarked;
