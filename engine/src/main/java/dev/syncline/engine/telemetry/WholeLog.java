package dev.syncline.engine.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Logs of formats that are read at once. */
public final class WholeLog {
    private static final long LARGEST_BYTES = 1L << 30;

    private WholeLog() {}

    /**
     * {@return all of a log}
     *
     * @param advice what to do with, or what to think of, a larger one
     * @throws TelemetryFormatException when it is larger than 1 GiB
     */
    public static byte[] read(Path file, String advice) throws IOException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new TelemetryFormatException(String.valueOf(file.getFileName()), "", "larger than 1 GiB: " + advice);
        }
        return Files.readAllBytes(file);
    }
}
