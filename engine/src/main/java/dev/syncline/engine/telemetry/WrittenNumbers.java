package dev.syncline.engine.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the numbers of a column are written. A text whose last line has no end may have lost digits of its last number, or
 * its writer may never end the last line: the number is whole where it has as many digits as those before it.
 */
public final class WrittenNumbers {
    /** So many rows tell how numbers are written. */
    public static final int ENOUGH = 200;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d*)(?:[.,](\\d*))?([eE][+-]?\\d*)?");

    /** The fewest seen: digits before the point, behind it, characters of the exponent. */
    private final int[] fewest = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};

    private int seen;

    /** Whether there were enough of them. */
    public boolean isEnough() {
        return seen >= ENOUGH;
    }

    /** A whole number of the column, as it is written. */
    public void see(String cell) {
        Matcher number = NUMBER.matcher(cell.strip());
        if (number.matches()) {
            seen++;
            for (int part = 0; part < fewest.length; part++) {
                fewest[part] = Math.min(fewest[part], length(number, part));
            }
        }
    }

    /**
     * Whether a number at the end of the file has lost digits: it has fewer behind the point or in its exponent than any
     * before it, or, where some have none behind the point, fewer before it.
     */
    public boolean isCut(String cell) {
        Matcher number = NUMBER.matcher(cell.strip());
        if (seen == 0 || !number.matches()) {
            return false;
        }
        boolean whole = fewest[1] == 0 && length(number, 1) == 0 && length(number, 0) < fewest[0];
        return whole || length(number, 1) < fewest[1] || length(number, 2) < fewest[2];
    }

    private static int length(Matcher number, int part) {
        String text = number.group(part + 1);
        return text == null ? 0 : text.length();
    }
}
