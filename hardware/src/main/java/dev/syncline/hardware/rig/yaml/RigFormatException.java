package dev.syncline.hardware.rig.yaml;

import java.io.IOException;

/** A rig or data file that cannot be understood; the message begins with the file and, where known, the line. */
public final class RigFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param line the line, from 1; 0 where there is none */
    public RigFormatException(String file, int line, String message) {
        super(file + (line > 0 ? ":" + line : "") + ": " + message);
    }
}
