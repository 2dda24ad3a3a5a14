package dev.syncline.engine.telemetry.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words above a table's columns.
 *
 * @param names lower case, without units; one a column
 * @param units as the words have them, empty where there is none; one a column
 */
record HeaderWords(List<String> names, List<String> units) {
    private static final Pattern UNIT = Pattern.compile("^(.*?)\\s*[(\\[]([^)\\]]*)[)\\]]\\s*$");
    private static final Pattern UNIT_AT_END = Pattern.compile("^(.*)[_ ](rad_?s|deg_?s|m?dps|rad/s|deg/s)$");

    private static final String OWN_TIMES = "timestamp_sincereboot";

    private static final String MILLISECONDS = "milliseconds";

    /** Names of columns of times, the surest first. */
    private static final List<String> TIME_WORDS = List.of(
            "seconds_elapsed",
            "elapsed_time",
            "chiptime",
            "timestamp",
            "timestamps",
            "time",
            "t",
            "time_elapsed",
            "elapsed",
            "sensor_timestamp",
            "timestamp_sample",
            "loggingtime",
            "sampletime",
            "samplingtime",
            "timeus",
            "timems",
            "micros",
            "millis",
            "us",
            "ms",
            MILLISECONDS,
            // WitMotion's program in Chinese: the sensor's own clock, and the computer's.
            "\u7247\u4e0a\u65f6\u95f4",
            "\u65f6\u95f4");

    private static final Pattern TIME_AND_UNIT =
            Pattern.compile("(time|timestamp|t)[_ ](s|sec|seconds|ms|us|ns|micros|millis|nanos).*|.*_time");

    static HeaderWords of(List<String> cells) {
        List<String> names = new ArrayList<>();
        List<String> units = new ArrayList<>();
        for (String cell : cells) {
            String lower = cell.toLowerCase(Locale.ROOT).replace("\uFEFF", "").replaceAll("^[#%\\s]+", "");
            Matcher unit = UNIT.matcher(lower);
            boolean hasUnit = unit.matches() && !unit.group(2).matches("[xyz012]");
            Matcher ends = UNIT_AT_END.matcher(lower);
            boolean unitAtEnd = !hasUnit && ends.matches();
            names.add(hasUnit ? unit.group(1) : unitAtEnd ? ends.group(1) : lower);
            units.add(hasUnit ? unit.group(2) : unitAtEnd ? ends.group(2) : "");
        }
        return new HeaderWords(names, units);
    }

    /** The columns of times, the surest first; none where none has such a name. */
    List<Integer> times() {
        Set<Integer> times = new LinkedHashSet<>();
        for (String word : TIME_WORDS) {
            times.add(names.indexOf(word));
        }
        for (int i = 0; i < names.size(); i++) {
            if (TIME_AND_UNIT.matcher(names.get(i)).matches()) {
                times.add(i);
            }
        }
        times.remove(-1);
        return List.copyOf(times);
    }

    /**
     * The column of a sensor's own times, as SensorLog writes one for each: {@code gyroTimestamp_sinceReboot} beside
     * {@code gyroRotationX}.
     *
     * @param name of one of the sensor's columns
     * @return -1 where there is none
     */
    int ownTimes(String name) {
        for (int i = 0; i < names.size(); i++) {
            int ends = names.get(i).indexOf(OWN_TIMES);
            if (ends > 0 && name.startsWith(names.get(i).substring(0, ends))) {
                return i;
            }
        }
        return -1;
    }

    /** A column of milliseconds, beside which a clock may show whole seconds only; -1 where there is none. */
    int milliseconds() {
        return names.indexOf(MILLISECONDS);
    }

    /** Whether a column of this name holds times. */
    static boolean isTime(String name) {
        return name.contains("time") || TIME_WORDS.contains(name);
    }
}
