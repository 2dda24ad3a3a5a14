package dev.syncline.hardware.recorder;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The recorded frames' times as {@code rpicam-vid --save-pts} writes them: "# timecode format v2", then milliseconds with
 * three decimals, a line each, the first 0.
 */
final class PtsFile {
    private PtsFile() {}

    /** @throws IOException if it cannot be written */
    static FrameList begin(Path target) throws IOException {
        return new FrameList(target, "# timecode format v2\n", "", "");
    }

    /** @param us since the first frame */
    static String entry(long us) {
        long decimals = us % 1000;
        return us / 1000 + "." + (char) ('0' + decimals / 100) + (char) ('0' + decimals / 10 % 10)
                + (char) ('0' + decimals % 10) + "\n";
    }
}
