package dev.syncline.hardware.capture.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The recorded frames' times as {@code rpicam-vid --save-pts} writes them: "# timecode format v2", then milliseconds with
 * three decimals, a line each, the first 0.
 */
final class PtsFile {
    private final PartFile file;
    private long firstUs;
    private boolean begun;

    PtsFile(Path target) throws IOException {
        file = new PartFile(target);
        line("# timecode format v2");
    }

    void add(long timestampUs) throws IOException {
        if (!begun) {
            begun = true;
            firstUs = timestampUs;
        }
        long us = timestampUs - firstUs;
        long decimals = us % 1000;
        line(us / 1000 + "." + (char) ('0' + decimals / 100) + (char) ('0' + decimals / 10 % 10)
                + (char) ('0' + decimals % 10));
    }

    private void line(String text) throws IOException {
        file.out().write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void finish() throws IOException {
        file.commit();
    }

    void discard() throws IOException {
        file.discard();
    }
}
