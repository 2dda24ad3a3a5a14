package dev.syncline.engine.telemetry.gcsv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a gcsv hold the rates. The format fixes them by place, behind the time; scripts put other sensors there,
 * and name them so. A place therefore counts only where no name speaks against it.
 */
final class RateColumns {
    private static final Pattern AXIS = Pattern.compile("^(.*?)[\\s_.\\-\\[(]*([xyz])[\\s\\])]*$");
    private static final Pattern GYRO = Pattern.compile(
            "g|r|w|gyr|gyro|gyros|gyroscope|omega|rate|rot|rotrate|rotationrate|angvel|angularvelocity");
    private static final Pattern OTHER = Pattern.compile(
            "a|q|m|b|h|(lin|linear)?acc.*|mag.*|quat.*|grav.*|temp.*|press.*|baro.*|euler.*|angle.*|orient.*");

    private RateColumns() {}

    /**
     * Places of the rates about x, y and z, from 0.
     *
     * @param columns names of all columns, the time's first
     * @return null where their names are those of other sensors, or do not belong together
     */
    static int @Nullable [] of(List<String> columns) {
        Map<String, int[]> groups = new LinkedHashMap<>();
        for (int i = 1; i < columns.size(); i++) {
            Matcher axis = AXIS.matcher(columns.get(i).toLowerCase(Locale.ROOT));
            if (axis.matches()) {
                int[] places = groups.computeIfAbsent(word(axis.group(1)), w -> new int[3]);
                int at = "xyz".indexOf(axis.group(2));
                places[at] = places[at] == 0 ? i : places[at];
            }
        }
        for (Map.Entry<String, int[]> group : groups.entrySet()) {
            if (GYRO.matcher(group.getKey()).matches() && isComplete(group.getValue())) {
                return group.getValue();
            }
        }
        int[] first = {1, 2, 3};
        return speaksAgainst(columns, groups) ? null : first;
    }

    private static String word(String text) {
        return text.replaceAll("[\\s_.\\-]", "");
    }

    private static boolean isComplete(int[] places) {
        return places[0] > 0 && places[1] > 0 && places[2] > 0;
    }

    private static boolean speaksAgainst(List<String> columns, Map<String, int[]> groups) {
        int named = 0;
        for (int i = 1; i <= 3; i++) {
            String name = columns.get(i).toLowerCase(Locale.ROOT);
            Matcher axis = AXIS.matcher(name);
            boolean isAxis = axis.matches();
            if (OTHER.matcher(isAxis ? word(axis.group(1)) : word(name)).matches()) {
                return true;
            }
            int[] places = isAxis ? groups.getOrDefault(word(axis.group(1)), new int[3]) : new int[3];
            named += isAxis ? 1 : 0;
            if (isAxis && !(places[0] == 1 && places[1] == 2 && places[2] == 3)) {
                return true;
            }
        }
        return named != 0 && named != 3;
    }
}
