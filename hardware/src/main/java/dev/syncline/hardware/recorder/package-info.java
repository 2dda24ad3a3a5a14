/** What a capture leaves: the video, a list of the frames, their times. Written beside and renamed. */
@NullMarked
package dev.syncline.hardware.recorder;

import org.jspecify.annotations.NullMarked;
