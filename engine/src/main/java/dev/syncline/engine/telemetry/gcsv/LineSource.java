package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of a file as bytes, one at a time in one buffer: no string is made of a line that nobody asks for. */
final class LineSource {
    private static final int LONGEST_LINE = 1 << 16;

    private final InputStream in;
    private final String file;
    private final byte[] block = new byte[1 << 16];
    private int blockAt;
    private int blockEnd;
    private byte[] line = new byte[512];
    private int length;
    private boolean ended;
    private long number;
    private long bytesRead;

    LineSource(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    /** Goes to the next line. False at the end of the file. */
    boolean next() throws IOException {
        length = 0;
        ended = false;
        while (true) {
            if (blockAt == blockEnd) {
                blockEnd = Math.max(0, in.read(block));
                blockAt = 0;
                if (blockEnd == 0) {
                    number += length > 0 ? 1 : 0;
                    return length > 0;
                }
            }
            int end = blockAt;
            while (end < blockEnd && block[end] != '\n') {
                end++;
            }
            take(end);
            if (end < blockEnd) {
                blockAt = end + 1;
                bytesRead++;
                ended = true;
                number++;
                trimReturn();
                return true;
            }
            blockAt = blockEnd;
        }
    }

    private void take(int end) throws TelemetryFormatException {
        int count = end - blockAt;
        if (length + count > LONGEST_LINE) {
            throw new TelemetryFormatException(
                    file, "line " + (number + 1), "longer than " + LONGEST_LINE + " bytes: this is no motion log");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
        }
        System.arraycopy(block, blockAt, line, length, count);
        length += count;
        bytesRead += count;
    }

    private void trimReturn() {
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
    }

    /** Number of the present line, the first being 1. */
    long number() {
        return number;
    }

    /** Bytes of the file up to the end of the present line. */
    long bytesRead() {
        return bytesRead;
    }

    /** False where the file stops before the line's end. */
    boolean ended() {
        return ended;
    }

    /** The line's bytes, valid until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    /** Number of bytes in the line, without its end. */
    int length() {
        return length;
    }

    /** The line as text, without blanks at its ends. */
    String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8).strip();
    }
}
