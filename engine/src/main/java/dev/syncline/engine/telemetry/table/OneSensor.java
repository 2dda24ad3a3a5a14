package dev.syncline.engine.telemetry.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the rows of one sensor where several write into one table and a column tells them apart. */
final class OneSensor {
    /** Names of such columns, lower case. */
    static final List<String> WORDS = List.of(
            "imu",
            "imu_id",
            "i",
            "instance",
            "sensor",
            "sensor_id",
            "sensorid",
            "device",
            "device_id",
            "deviceid",
            "devicename",
            "device name",
            "address",
            "topic",
            "mac");

    /** A column with more of them counts something else. */
    private static final int MOST = 16;

    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private String[] sensors = new String[4096];

    /** Takes a row's cell; rows come in order, from 0. */
    void take(int row, String cell) {
        if (row == sensors.length) {
            sensors = Arrays.copyOf(sensors, row + row / 2);
        }
        // One object for each name, not for each row.
        String sensor = rows.size() > MOST ? "" : cell;
        for (String known : rows.keySet()) {
            sensor = known.equals(sensor) ? known : sensor;
        }
        sensors[row] = sensor;
        rows.merge(sensor, 1, Integer::sum);
    }

    /** Whether there are several. */
    boolean areSeveral() {
        return rows.size() > 1 && rows.size() <= MOST;
    }

    /** The sensor with the most rows, of as many the first. */
    String chosen() {
        String best = "";
        for (Map.Entry<String, Integer> each : rows.entrySet()) {
            best = each.getValue() > rows.getOrDefault(best, 0) ? each.getKey() : best;
        }
        return best;
    }

    /** Whether a row is of the one that was chosen. */
    boolean keeps(int row, String chosen) {
        return chosen.equals(sensors[row]);
    }

    /** For people. */
    String warning(String chosen, int leftOut) {
        return (rows.size() - 1) + (rows.size() == 2 ? " other sensor writes" : " other sensors write")
                + " into this table: '" + printable(chosen) + "' was taken, which has the most rows; " + leftOut
                + (leftOut == 1 ? " row" : " rows") + " left out";
    }

    private static String printable(String text) {
        String plain = text.replaceAll("\\p{C}", "?");
        return plain.length() <= 40 ? plain : plain.substring(0, 40) + "…";
    }
}
