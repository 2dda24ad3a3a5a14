package dev.syncline.hardware.gnss;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Finds the time in the sentences of a satellite receiver (NMEA 0183): RMC, and ZDA where there is no RMC. Only sentences
 * with a right checksum count, and only whole seconds of a receiver that calls its time valid. Whatever comes between
 * sentences is skipped. One thread.
 */
public final class NmeaReader {
    /** The standard has 82 at most; some receivers write longer ones. */
    private static final int LONGEST = 128;

    private static final int RMC_FIELDS = 10;
    private static final int ZDA_FIELDS = 5;
    private static final int CENTURY = 2000;

    private final byte[] sentence = new byte[LONGEST];
    private int length = -1;
    private long beganNs;
    private long bytes;
    private long sentences;
    private long badChecksums;
    private long withoutFix;
    private boolean hasRmc;

    /** Gets the seconds, in order. */
    @FunctionalInterface
    public interface Listener {
        void second(UtcSecond second);
    }

    /**
     * Takes received bytes.
     *
     * @param arrivalNs when they came, ns of CLOCK_MONOTONIC
     */
    public void feed(byte[] data, int offset, int count, long arrivalNs, Listener listener) {
        bytes += count;
        for (int i = offset; i < offset + count; i++) {
            byte b = data[i];
            if (b == '$') {
                length = 0;
                beganNs = arrivalNs;
            } else if (length >= 0 && (b == '\r' || b == '\n')) {
                end(listener);
                length = -1;
            } else if (length >= 0) {
                if (length == LONGEST) {
                    length = -1;
                } else {
                    sentence[length++] = b;
                }
            }
        }
    }

    private void end(Listener listener) {
        int star = length - 3;
        if (star < 1 || sentence[star] != '*') {
            badChecksums++;
            return;
        }
        int sum = 0;
        for (int i = 0; i < star; i++) {
            sum ^= sentence[i] & 0xFF;
        }
        int high = Character.digit(sentence[star + 1], 16);
        int low = Character.digit(sentence[star + 2], 16);
        if (high < 0 || low < 0 || sum != 16 * high + low) {
            badChecksums++;
            return;
        }
        sentences++;
        UtcSecond second = second(new String(sentence, 0, star, StandardCharsets.ISO_8859_1).split(",", -1));
        if (second != null) {
            listener.second(second);
        }
    }

    private @Nullable UtcSecond second(String[] fields) {
        String kind = fields[0].length() == 5 ? fields[0].substring(2) : "";
        if (kind.equals("RMC") && fields.length >= RMC_FIELDS) {
            hasRmc = true;
            if (!fields[2].equals("A")) {
                withoutFix++;
                return null;
            }
            String date = fields[9];
            return date.length() == 6
                    ? at(fields[1], date.substring(0, 2), date.substring(2, 4), date.substring(4), CENTURY)
                    : null;
        }
        if (kind.equals("ZDA") && fields.length >= ZDA_FIELDS && !hasRmc) {
            return at(fields[1], fields[2], fields[3], fields[4], 0);
        }
        return null;
    }

    private @Nullable UtcSecond at(String time, String day, String month, String year, int century) {
        if (!time.matches("\\d{6}(\\.0*)?")) {
            return null; // a part of a second, which is no pulse's
        }
        try {
            LocalDateTime utc = LocalDateTime.of(
                    century + Integer.parseInt(year),
                    Integer.parseInt(month),
                    Integer.parseInt(day),
                    Integer.parseInt(time.substring(0, 2)),
                    Integer.parseInt(time.substring(2, 4)),
                    Integer.parseInt(time.substring(4, 6)));
            return new UtcSecond(utc.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L, beganNs);
        } catch (DateTimeException | NumberFormatException e) {
            // A leap second, or a receiver that knows no date yet.
            withoutFix++;
            return null;
        }
    }

    /** Why there is no second, for a person; {@code null} where seconds come, or nothing can be said. */
    public @Nullable String trouble() {
        if (bytes == 0) {
            return "not a byte came from the receiver: is it on, and is it this port?";
        }
        if (sentences == 0) {
            return bytes + " bytes came that are no NMEA sentences: is the baud rate right?";
        }
        return withoutFix > 0 ? "the receiver does not know the time yet: does its antenna see the sky?" : null;
    }

    /** Sentences with a right checksum. */
    public long sentences() {
        return sentences;
    }

    /** Sentences with a wrong checksum, or with none. */
    public long badChecksums() {
        return badChecksums;
    }
}
