package dev.syncline.engine.match.read;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 text, none of them longer than a message can be. */
final class TextLines {
    private static final int LONGEST_LINE = 1 << 16;

    private final InputStream in;
    private final String file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private long number;

    TextLines(InputStream in, String file) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.file = file;
    }

    /** The next line without its end; null at the end of the file. */
    @Nullable
    String next() throws IOException {
        line.reset();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        number++;
        while (c >= 0 && c != '\n') {
            if (line.size() == LONGEST_LINE) {
                throw wrong("longer than " + LONGEST_LINE + " bytes: this is no list of messages");
            }
            line.write(c);
            c = in.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        text = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    TelemetryFormatException wrong(String problem) {
        return new TelemetryFormatException(file, "line " + number, problem);
    }
}
