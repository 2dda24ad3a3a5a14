package dev.syncline.engine.telemetry.table;

import dev.syncline.engine.motion.SensorQuantity;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Units as people and programs write them. */
final class Units {
    private static final double STANDARD_GRAVITY = 9.80665;
    private static final double DEG = Math.PI / 180;
    private static final Map<String, Double> RATES = Map.ofEntries(
            Map.entry("rad/s", 1.0),
            Map.entry("rad/sec", 1.0),
            Map.entry("rads", 1.0),
            Map.entry("mrad/s", 1e-3),
            Map.entry("deg/s", DEG),
            Map.entry("deg/sec", DEG),
            Map.entry("degs", DEG),
            Map.entry("dps", DEG),
            Map.entry("mdps", DEG / 1000),
            Map.entry("mdeg/s", DEG / 1000));
    private static final Map<String, Double> TIMES = Map.ofEntries(
            Map.entry("s", 1e9),
            Map.entry("sec", 1e9),
            Map.entry("second", 1e9),
            Map.entry("seconds", 1e9),
            Map.entry("unixtime", 1e9),
            Map.entry("ms", 1e6),
            Map.entry("msec", 1e6),
            Map.entry("millis", 1e6),
            Map.entry("milliseconds", 1e6),
            Map.entry("us", 1e3),
            Map.entry("usec", 1e3),
            Map.entry("micros", 1e3),
            Map.entry("microseconds", 1e3),
            Map.entry("ns", 1.0),
            Map.entry("nsec", 1.0),
            Map.entry("nanos", 1.0),
            Map.entry("nanoseconds", 1.0));
    private static final Map<String, Double> ACCELERATIONS = Map.ofEntries(
            Map.entry("m/s2", 1.0),
            Map.entry("m/s^2", 1.0),
            Map.entry("m/s\u00b2", 1.0),
            Map.entry("ms-2", 1.0),
            Map.entry("ms^-2", 1.0),
            Map.entry("g", STANDARD_GRAVITY),
            Map.entry("mg", STANDARD_GRAVITY / 1000));
    private static final Map<String, Double> FIELDS = Map.ofEntries(
            Map.entry("ut", 1.0),
            Map.entry("nt", 1e-3),
            Map.entry("mt", 1e3),
            Map.entry("t", 1e6),
            Map.entry("g", 100.0),
            Map.entry("gauss", 100.0),
            Map.entry("ga", 100.0),
            Map.entry("mg", 0.1),
            Map.entry("mgauss", 0.1));
    private static final Pattern FACTOR = Pattern.compile("([0-9.]+(?:[eE][-+]?[0-9]+)?)?\\s*[*x]?\\s*(.*)");

    private Units() {}

    /** The rad/s in one of a unit, such as {@code deg/s} or {@code 0.07 deg/s}; null for what is none. */
    static @Nullable Double radPerUnit(String text) {
        return scaled(text, RATES);
    }

    /** The nanoseconds in one of a unit, such as {@code ms} or {@code 0.1 ms}; null for what is none. */
    static @Nullable Double nsPerUnit(String text) {
        return scaled(text, TIMES);
    }

    /** The unit of a quantity, m/s² or µT, in one that a table names, such as {@code g}; null for what is none. */
    static @Nullable Double perUnit(SensorQuantity quantity, String text) {
        return switch (quantity) {
            case ACCELERATION -> scaled(text, ACCELERATIONS);
            case MAGNETIC_FIELD -> scaled(text, FIELDS);
            default -> null;
        };
    }

    private static @Nullable Double scaled(String text, Map<String, Double> units) {
        Matcher parts = FACTOR.matcher(text.strip());
        if (!parts.matches()) {
            return null;
        }
        Double unit = units.get(plain(parts.group(2)));
        String number = parts.group(1);
        if (unit == null || number == null) {
            return unit;
        }
        try {
            double factor = Double.parseDouble(number) * unit;
            return factor > 0 && factor < 1e18 ? factor : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static String plain(String unit) {
        return unit.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s.\u00b7]", "")
                .replace("\u00b5", "u")
                .replace("\u03bc", "u")
                .replaceAll("\u00b0|\u00ba|degrees?", "deg")
                .replaceAll("radians?", "rad")
                .replace("persecond", "/s")
                .replaceAll("(?<=rad|deg)[_-]?(?:per[_-]?s|s\\^?-1|_s)$", "/s");
    }
}
