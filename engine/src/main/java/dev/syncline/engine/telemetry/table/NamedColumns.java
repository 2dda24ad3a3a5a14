package dev.syncline.engine.telemetry.table;

import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns as a user names them: {@code t=time,gx=wx,gy=wy,gz=wz,unit=deg/s,time=ms}; a number counts columns from 1. */
final class NamedColumns {
    private static final List<String> PLACES = List.of("t", "gx", "gy", "gz");
    private static final List<String> ACCELERATION = List.of("ax", "ay", "az", "aunit");
    private static final List<String> FIELD = List.of("mx", "my", "mz", "munit");
    private static final String EXPECTED =
            "expected t=, gx=, gy=, gz= (a name, or a number from 1), unit=, time=, and where"
                    + " wanted ax=, ay=, az=, aunit= and mx=, my=, mz=, munit=";
    private static final char[] SEPARATORS = {'\t', ';', ',', ' '};

    private final Map<String, String> given = new HashMap<>();

    /** @throws IllegalArgumentException when it says too little or what is not understood; the message says what */
    NamedColumns(String text) {
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part.strip() : part.substring(0, equals).strip();
            boolean known = PLACES.contains(key)
                    || ACCELERATION.contains(key)
                    || FIELD.contains(key)
                    || key.equals("unit")
                    || key.equals("time");
            if (equals < 0 || !known) {
                throw new IllegalArgumentException("'" + part.strip() + "' is not understood; " + EXPECTED);
            }
            given.put(key, part.substring(equals + 1).strip());
        }
        for (String place : PLACES) {
            if (given.getOrDefault(place, "").isEmpty()) {
                throw new IllegalArgumentException("no column for " + place + "; expected t=, gx=, gy= and gz=");
            }
        }
        if (given.containsKey("unit") && Units.radPerUnit(given.getOrDefault("unit", "")) == null) {
            throw new IllegalArgumentException("unit '" + given.get("unit")
                    + "' is none of rad/s, deg/s, mrad/s, mdps, or one with a factor such as 0.07deg/s");
        }
        if (given.containsKey("time") && Units.nsPerUnit(given.getOrDefault("time", "")) == null) {
            throw new IllegalArgumentException("time '" + given.get("time") + "' is none of s, ms, us, ns");
        }
        requireWhole(SensorQuantity.ACCELERATION, ACCELERATION, "g, m/s2");
        requireWhole(SensorQuantity.MAGNETIC_FIELD, FIELD, "uT, mT, gauss");
    }

    private void requireWhole(SensorQuantity quantity, List<String> keys, String units) {
        if (keys.stream().noneMatch(given::containsKey)) {
            return;
        }
        for (String key : keys) {
            if (given.getOrDefault(key, "").isEmpty()) {
                throw new IllegalArgumentException("no " + key + "= beside the others of " + quantity.words()
                        + "; expected " + String.join(", ", keys));
            }
        }
        String unit = given.getOrDefault(keys.get(3), "");
        if (Units.perUnit(quantity, unit) == null) {
            throw new IllegalArgumentException(
                    keys.get(3) + " '" + unit + "' is none of " + units + ", or one with a factor such as 0.001g");
        }
    }

    /** The layout of a table that begins with these lines; null where a column is not found. */
    @Nullable
    Layout find(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            for (char separator : SEPARATORS) {
                List<String> cells = Cells.of(lines.get(i), separator);
                List<Integer> places = places(PLACES, cells);
                List<Integer> acceleration = places(ACCELERATION, cells);
                List<Integer> field = places(FIELD, cells);
                if (places != null && acceleration != null && field != null) {
                    boolean values = isNumber(places.get(1), cells)
                            && isNumber(places.get(2), cells)
                            && isNumber(places.get(3), cells);
                    return layout(
                            separator,
                            values ? i + 1L : i + 2L,
                            values ? 0 : cells.size(),
                            places,
                            acceleration,
                            field);
                }
            }
        }
        return null;
    }

    private static boolean isNumber(int place, List<String> cells) {
        return !Double.isNaN(Cells.number(cells.get(place), cells.get(place).indexOf('.') < 0));
    }

    private Layout layout(
            char separator,
            long first,
            int columns,
            List<Integer> places,
            List<Integer> acceleration,
            List<Integer> field) {
        List<Layout.Other> others = new ArrayList<>();
        other(SensorQuantity.ACCELERATION, acceleration, "aunit", others);
        other(SensorQuantity.MAGNETIC_FIELD, field, "munit", others);
        String unit = given.get("unit");
        String time = given.get("time");
        return new Layout(
                separator,
                first,
                columns,
                places.get(0),
                places.subList(1, 4),
                unit == null ? null : Units.radPerUnit(unit),
                time == null ? null : Units.nsPerUnit(time),
                ImuOrientation.BODY,
                others,
                List.of(),
                Layout.Doubt.NONE,
                false,
                -1);
    }

    private void other(SensorQuantity quantity, List<Integer> columns, String unit, List<Layout.Other> to) {
        if (!columns.isEmpty()) {
            to.add(new Layout.Other(quantity, columns, Units.perUnit(quantity, given.getOrDefault(unit, ""))));
        }
    }

    /** Places of the columns with these keys; empty where they were not named, null where one is not found. */
    private @Nullable List<Integer> places(List<String> keys, List<String> cells) {
        List<Integer> places = new ArrayList<>();
        int numbered = 0;
        for (String place : keys) {
            if (place.endsWith("unit") || (!given.containsKey(place) && !keys.equals(PLACES))) {
                continue;
            }
            String wanted = given.getOrDefault(place, "").toLowerCase(Locale.ROOT);
            int at = -1;
            if (wanted.matches("[0-9]{1,4}")) {
                at = Integer.parseInt(wanted) - 1;
                numbered++;
            }
            for (int i = 0; i < cells.size() && at < 0; i++) {
                at = cells.get(i).replace("\uFEFF", "").toLowerCase(Locale.ROOT).equals(wanted) ? i : -1;
            }
            if (at < 0 || at >= cells.size()) {
                return null;
            }
            places.add(at);
        }
        boolean header = keys.equals(PLACES) && numbered == PLACES.size() && !isNumber(places.get(1), cells);
        return header ? null : places;
    }
}
