package dev.syncline.engine.read;

import java.io.IOException;
import java.nio.file.Path;

/** One format of motion log that is a file of its own. */
public interface LogFormat {
    /** For people: the format's name and its usual file names. */
    String description();

    /**
     * True where a file that begins with these bytes is meant to be in this format.
     *
     * @param head the file's first bytes, all of a short file
     */
    boolean detect(byte[] head);

    /**
     * Reads a log.
     *
     * @throws TelemetryFormatException when the file is not what it should be
     * @throws IOException when it cannot be read
     */
    MotionLog read(Path file) throws IOException;
}
