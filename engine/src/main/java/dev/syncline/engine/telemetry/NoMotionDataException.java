package dev.syncline.engine.telemetry;

import java.io.IOException;

/** A video has no motion log, neither inside nor beside it; another must be named. The message says where it was looked for. */
public final class NoMotionDataException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file the video's name
     * @param problem what was looked for and not found
     */
    public NoMotionDataException(String file, String problem) {
        super(file + ": " + problem);
    }
}
