package dev.syncline.hardware.rig.verify;

import dev.syncline.engine.result.Decimals;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Presentation times, one a line in ms after a line {@code # timecode format v2}; the first frame is at 0. */
final class PresentationTimes {
    private static final int MOST_FRAMES = 50_000_000;

    private PresentationTimes() {}

    static FrameStream read(Path file, String name) throws IOException {
        long[] times = new long[1024];
        int count = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                if (!text.matches("-?\\d{1,12}(\\.\\d{1,9})?")) {
                    throw new TelemetryFormatException(
                            file.toString(),
                            "line " + number,
                            "'" + text + "' is no time in milliseconds below 31 years");
                }
                if (count == MOST_FRAMES) {
                    throw new TelemetryFormatException(
                            file.toString(), "line " + number, "more than " + MOST_FRAMES + " frames");
                }
                times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
                times[count++] = Decimals.nsOf(new BigDecimal(text), 6);
            }
        }
        if (count == 0) {
            throw new TelemetryFormatException(file.toString(), "", "has no frame");
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return new FrameStream(name, sorted, new long[count], FrameStream.Zero.FIRST_FRAME);
    }
}
