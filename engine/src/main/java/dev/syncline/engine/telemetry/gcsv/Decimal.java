package dev.syncline.engine.telemetry.gcsv;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers out of bytes without making objects. What has at most 15 digits and a small exponent, nearly
 * all that loggers write, is exact by one multiplication or division (Clinger 1990); the rest goes through
 * {@link Double#parseDouble}.
 */
final class Decimal {
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;
    private static final long ROOM_FOR_A_DIGIT = (Long.MAX_VALUE - 9) / 10;

    private double value;
    private long integer;
    private boolean isInteger;

    /** The number last read; it can be infinite or NaN. */
    double value() {
        return value;
    }

    /** True where the number last read was written as a whole number that a long holds. */
    boolean isInteger() {
        return isInteger;
    }

    /** The number last read, where {@link #isInteger}. */
    long integer() {
        return integer;
    }

    /** Reads the number that fills {@code from} to {@code to}, blanks around it aside. False where that is none. */
    boolean read(byte[] b, int from, int to) {
        while (from < to && isBlank(b[from])) {
            from++;
        }
        while (to > from && isBlank(b[to - 1])) {
            to--;
        }
        if (from == to) {
            return false;
        }
        int at = from;
        boolean negative = b[at] == '-';
        if (negative || b[at] == '+') {
            at++;
        }
        long digits = 0;
        int count = 0;
        int exponent = 0;
        boolean point = false;
        boolean tooLong = false;
        for (; at < to; at++) {
            byte c = b[at];
            if (c >= '0' && c <= '9') {
                tooLong |= digits > ROOM_FOR_A_DIGIT;
                digits = tooLong ? digits : digits * 10 + (c - '0');
                count++;
                exponent -= point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        isInteger = at == to && !point && count > 0 && !tooLong;
        integer = negative ? -digits : digits;
        if (at < to && count > 0 && (b[at] == 'e' || b[at] == 'E')) {
            return readSlowly(b, from, to);
        }
        if (at < to || count == 0) {
            return readWord(b, from, to);
        }
        if (tooLong || digits > EXACT || exponent < -22) {
            return readSlowly(b, from, to);
        }
        double magnitude = digits / POWERS[-exponent];
        value = negative ? -magnitude : magnitude;
        return true;
    }

    private boolean readSlowly(byte[] b, int from, int to) {
        try {
            value = Double.parseDouble(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private boolean readWord(byte[] b, int from, int to) {
        if (to - from > 9) {
            return false;
        }
        String word = new String(b, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        switch (word) {
            case "nan", "-nan", "+nan" -> value = Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> value = Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> value = Double.NEGATIVE_INFINITY;
            default -> {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
