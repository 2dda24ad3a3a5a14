package dev.syncline.hardware.recorder.run;

import java.io.IOException;

/** What a capture waited for did not come in time. */
public final class CaptureTimeoutException extends IOException {
    private static final long serialVersionUID = 1L;

    CaptureTimeoutException(String message) {
        super(message);
    }
}
