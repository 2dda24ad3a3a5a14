/** Frames, data tracks and written clips through FFmpeg's libraries. */
@NullMarked
package dev.syncline.bindings.ffmpeg;

import org.jspecify.annotations.NullMarked;
