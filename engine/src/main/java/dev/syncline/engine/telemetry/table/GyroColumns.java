package dev.syncline.engine.telemetry.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that hold a gyro's rates, by their names and units. Angles, quaternions and sums of rates have
 * names much like a gyro's; what turns is a rate only where a word or a unit says so.
 *
 * @param rates places of the rates about x, y and z
 * @param kind how sure the names are
 */
record GyroColumns(List<Integer> rates, Kind kind) {
    private static final Pattern SAYS_GYRO =
            Pattern.compile("gyr|angular|omega|rotation.*(rate|speed|vel)|(rate|speed|velocity).*rotation|ang.?vel");
    private static final Pattern IS_OTHER =
            Pattern.compile("acc|mag|bias|drift|offset|gforce|grav|unfilt|abs|debug|temp"
                    + "|angle|quat|orient|euler|attitude|vector|delta|integr|covar|std.?dev");
    private static final Pattern IS_RAW = Pattern.compile("raw|uncal");
    private static final Pattern AXIS_LAST =
            Pattern.compile("^(.*?)[\\s_.\\-\\[(]*([xyz]|[012](?=\\])|[012]$)[\\])]*$");
    private static final Pattern AXIS_FIRST = Pattern.compile("^([xyz])[\\s_.-]+(.*)$");
    private static final Pattern SHORT = Pattern.compile("^(g|w|as|gyr|rot|r)[\\s_.-]?([xyz])$");
    private static final Pattern OTHER_WORD = Pattern.compile("a|m|h|b|t|acc.*|mag.*");

    private static final Pattern NO_RATE = Pattern.compile("rot|pos|vel|speed|loc|coord|trans|odom|gps|point");

    /** How columns are known for a gyro's, the surest first. */
    enum Kind {
        /** Their unit is one of angular rate. */
        UNIT,
        /** Their names say so. */
        WORD,
        /** Their names are short for an angular rate. */
        SHORT_RATE,
        /** Their names are short for what may be gravity or angles too. */
        SHORT,
        /** Their names are x, y and z. */
        PLAIN
    }

    private record Group(Kind kind, boolean raw, Integer[] places) {
        boolean isComplete() {
            return places[0] != null && places[1] != null && places[2] != null;
        }
    }

    /**
     * The surest columns; of those that are alike, the first.
     *
     * @param names of the columns, lower case, without their units
     * @param units of the columns, empty where none is said
     * @return null where no three columns belong together
     */
    static @Nullable GyroColumns of(List<String> names, List<String> units) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Matcher brief = SHORT.matcher(name);
            Matcher last = AXIS_LAST.matcher(name);
            Matcher first = AXIS_FIRST.matcher(name);
            boolean rate = !units.get(i).isEmpty() && Units.radPerUnit(units.get(i)) != null;
            boolean other =
                    IS_OTHER.matcher(name).find() || (!rate && !units.get(i).isEmpty());
            boolean says = rate || SAYS_GYRO.matcher(name).find();
            if (other) {
                continue;
            }
            if (brief.matches()) {
                Kind ofShort = brief.group(1).matches("w|as|gyr") ? Kind.SHORT_RATE : Kind.SHORT;
                put(groups, rate ? Kind.UNIT : ofShort, name, brief.group(1), brief.group(2), i);
            } else if (says && first.matches()) {
                put(groups, rate ? Kind.UNIT : Kind.WORD, name, first.group(2), first.group(1), i);
            } else if (says && last.matches()) {
                put(groups, rate ? Kind.UNIT : Kind.WORD, name, last.group(1), last.group(2), i);
            }
        }
        groups.entrySet().removeIf(g -> !g.getValue().isComplete() || isQuaternion(g.getKey(), names));
        return groups.values().stream()
                .min(Comparator.comparing(Group::raw).thenComparing(Group::kind))
                .map(g -> new GyroColumns(List.of(g.places()), g.kind()))
                .orElseGet(() -> plain(names));
    }

    private static void put(Map<String, Group> groups, Kind kind, String name, String word, String axis, int column) {
        Group group = groups.computeIfAbsent(
                word, w -> new Group(kind, IS_RAW.matcher(name).find(), new Integer[3]));
        int place = "xyz".contains(axis) ? "xyz".indexOf(axis) : axis.charAt(0) - '0';
        if (group.places()[place] == null) {
            group.places()[place] = column;
        }
    }

    /** A fourth column beside x, y and z. */
    private static boolean isQuaternion(String word, List<String> names) {
        return names.stream().anyMatch(n -> n.matches(Pattern.quote(word) + "[\\s_.\\-\\[(]*w[\\])]*"));
    }

    /** One triple of columns that are x, y and z beside nothing but times, an accelerometer, a magnetometer, a temperature. */
    private static @Nullable GyroColumns plain(List<String> names) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Matcher last = AXIS_LAST.matcher(name);
            boolean axis = last.matches() && "xyz".contains(last.group(2));
            if (axis && OTHER_WORD.matcher(last.group(1)).matches()) {
                continue;
            }
            if (axis && !IS_OTHER.matcher(name).find() && !NO_RATE.matcher(name).find()) {
                put(groups, Kind.PLAIN, name, last.group(1), last.group(2), i);
            } else if (!HeaderWords.isTime(name) && !name.startsWith("temp")) {
                return null;
            }
        }
        List<Group> all = new ArrayList<>(groups.values());
        return all.size() == 1 && all.getFirst().isComplete()
                ? new GyroColumns(List.of(all.getFirst().places()), Kind.PLAIN)
                : null;
    }
}
