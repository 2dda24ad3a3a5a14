package dev.syncline.engine.telemetry.table;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogWarnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Columns of an accelerometer and a magnetometer in a table with a gyro, told by the words above them. */
final class OtherSensors {
    /** SensorLog's, which has what Core Motion says: gravity's pull in g, where ours is the reaction with it. */
    private static final String CORE_MOTION = "accelerometeracceleration";

    private static final Pattern ACCELERATION =
            Pattern.compile("^(?:a|acc|accel|acceleration|accelerometer|accsmooth|gforce|" + CORE_MOTION + ")$");
    private static final Pattern FIELD = Pattern.compile("^(?:m|h|mag|magn|magnetic field|magnetometer|magnetic)$");
    private static final Pattern AXIS_LAST =
            Pattern.compile("^(.*?)[\\s_.\\-\\[(]*([xyz]|[012](?=\\])|[012]$)[\\])]*$");
    private static final double STANDARD_GRAVITY = 9.80665;

    private OtherSensors() {}

    /**
     * The sensors.
     *
     * @param names above the columns, in lower case, without units
     * @param units above the columns, or below their names; empty where there is none
     * @param settings what stands before the table: {@code acc_1G} of a flight
     */
    static List<Layout.Other> of(List<String> names, List<String> units, Map<String, String> settings) {
        List<Layout.Other> others = new ArrayList<>();
        add(SensorQuantity.ACCELERATION, ACCELERATION, names, units, settings, others);
        add(SensorQuantity.MAGNETIC_FIELD, FIELD, names, units, settings, others);
        return others;
    }

    /** Those whose unit is known; what the others are called is said. */
    static List<Layout.Other> known(List<Layout.Other> all, LogWarnings warnings) {
        List<Layout.Other> known = new ArrayList<>();
        for (Layout.Other other : all) {
            if (other.perUnit() == null) {
                warnings.add(
                        WarningCode.LOG_LEFT_OUT,
                        other.quantity().words()
                                + ": left out, since no unit says what its columns are; name all columns,"
                                + " with aunit= or munit=");
            } else {
                known.add(other);
            }
        }
        return known;
    }

    private static void add(
            SensorQuantity quantity,
            Pattern words,
            List<String> names,
            List<String> units,
            Map<String, String> settings,
            List<Layout.Other> to) {
        Map<String, Integer[]> groups = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Matcher axis = AXIS_LAST.matcher(names.get(i));
            if (axis.matches() && words.matcher(axis.group(1)).matches()) {
                Integer[] group = groups.computeIfAbsent(axis.group(1), w -> new Integer[3]);
                char letter = axis.group(2).charAt(0);
                int place = letter >= 'x' ? letter - 'x' : letter - '0';
                group[place] = group[place] == null ? Integer.valueOf(i) : group[place];
            }
        }
        for (Map.Entry<String, Integer[]> group : groups.entrySet()) {
            Integer[] at = group.getValue();
            if (at[0] != null && at[1] != null && at[2] != null) {
                to.add(new Layout.Other(
                        quantity, List.of(at), perUnit(quantity, group.getKey(), units.get(at[0]), settings)));
                return;
            }
        }
    }

    private static @Nullable Double perUnit(
            SensorQuantity quantity, String word, String unit, Map<String, String> settings) {
        if (word.equals(CORE_MOTION)) {
            Double perUnit = Units.perUnit(quantity, unit.isEmpty() ? "g" : unit);
            return perUnit == null ? null : Double.valueOf(-perUnit);
        }
        if (!unit.isEmpty()) {
            return Units.perUnit(quantity, unit);
        }
        if (word.equals("gforce")) {
            return STANDARD_GRAVITY;
        }
        String perG = settings.getOrDefault("acc_1g", settings.getOrDefault("acc_1G", ""));
        return word.equals("accsmooth") && perG.matches("[1-9][0-9]{0,8}")
                ? Double.valueOf(STANDARD_GRAVITY / Integer.parseInt(perG))
                : null;
    }
}
