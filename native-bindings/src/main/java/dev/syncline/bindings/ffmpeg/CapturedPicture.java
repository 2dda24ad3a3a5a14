package dev.syncline.bindings.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A copy of a camera's frame on its way to the encoder. */
public final class CapturedPicture {
    private final AVFrame frame;

    CapturedPicture(AVFrame frame) {
        this.frame = frame;
    }

    AVFrame frame() {
        return frame;
    }
}
