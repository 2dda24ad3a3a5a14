package dev.syncline.hardware.rig.units;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in rig files, always with their unit: {@code 5ms}, {@code 850us}, {@code 16.54 ms}. */
public final class Times {
    private static final Pattern FORM = Pattern.compile("([+-]?\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ns|us|µs|ms|s)");

    private Times() {}

    /**
     * Reads a time. @return ns
     *
     * @throws IllegalArgumentException if the text is no time with a unit: says what was expected
     */
    public static long parseNs(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time: expected a number and its unit, such as 5ms or 850us");
        }
        int shift =
                switch (matcher.group(2)) {
                    case "s" -> 9;
                    case "ms" -> 6;
                    case "ns" -> 0;
                    default -> 3;
                };
        return new BigDecimal(matcher.group(1))
                .movePointRight(shift)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** A time as people read it, ns: {@code 16.54 ms}. */
    public static String text(long ns) {
        return text((double) ns);
    }

    /** A time as people read it, ns: {@code 16.54 ms}, {@code 15.3 µs}, {@code 1.2 s}. */
    public static String text(double ns) {
        double size = Math.abs(ns);
        if (size < 1_000) {
            return trim(ns, 0) + " ns";
        }
        if (size < 1_000_000) {
            return trim(ns / 1e3, size < 100_000 ? 1 : 0) + " µs";
        }
        return size < 1e9 ? trim(ns / 1e6, 2) + " ms" : trim(ns / 1e9, 3) + " s";
    }

    private static String trim(double value, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return digits == 0 ? text : text.replaceFirst("\\.?0+$", "");
    }
}
