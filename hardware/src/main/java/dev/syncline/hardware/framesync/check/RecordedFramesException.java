package dev.syncline.hardware.framesync.check;

import java.io.IOException;

/** A file that is no list of frames: the message says which file, where and what was expected. */
public final class RecordedFramesException extends IOException {
    private static final long serialVersionUID = 1L;

    RecordedFramesException(String message) {
        super(message);
    }
}
