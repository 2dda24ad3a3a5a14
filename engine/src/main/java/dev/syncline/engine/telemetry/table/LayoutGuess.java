package dev.syncline.engine.telemetry.table;

import dev.syncline.engine.motion.ImuOrientation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the columns of a table by the words above them. Known to be written so: Sensor Logger, phyphox, WitMotion, RaceChrono,
 * RaceBox, Blackbox as CSV, OpenCamera Sensors (no words at all), Gyro, and G-Field Recorder (rates named after angles), SensorLog (times of each sensor).
 */
final class LayoutGuess {
    /** Right, up, towards the user: a phone that is held upright, its main camera looking away. */
    private static final ImuOrientation PHONE = ImuOrientation.BODY;

    private static final ImuOrientation FLIGHT_CONTROLLER = new ImuOrientation("ZYx");
    private static final int MOST_LINES = 100;

    /** Rows that are looked at below the names. */
    private static final int FIRST_ROWS = 8;

    private static final char[] SEPARATORS = {'\t', ';', ',', ' '};

    private final Map<String, String> settings = new HashMap<>();

    private LayoutGuess() {}

    /** The layout of a table that begins with these lines; null where it cannot be told. */
    static @Nullable Layout of(List<String> lines) {
        LayoutGuess guess = new LayoutGuess();
        for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            for (char separator : SEPARATORS) {
                List<String> cells = Cells.of(lines.get(i), separator);
                Layout layout = cells.size() < 4 ? null : guess.named(cells, separator, i, lines);
                if (layout != null) {
                    return layout;
                }
            }
            guess.keepSetting(lines.get(i));
        }
        return bare(lines);
    }

    private void keepSetting(String line) {
        List<String> cells = Cells.of(line, ',');
        if (cells.size() == 2) {
            settings.put(cells.get(0), cells.get(1));
        }
    }

    /** OpenCamera Sensors: three rates and a time in ns, no words. */
    private static @Nullable Layout bare(List<String> lines) {
        if (lines.size() < 3) {
            return null;
        }
        double before = 0;
        for (int i = 0; i < 3; i++) {
            List<String> cells = Cells.of(lines.get(i), ',');
            if (cells.size() != 4) {
                return null;
            }
            for (int k = 0; k < 3; k++) {
                double rate = Cells.number(cells.get(k), false);
                if (!(Math.abs(rate) < 1000) || !cells.get(k).contains(".")) {
                    return null;
                }
            }
            double ns = Cells.number(cells.get(3), false);
            if (!(ns > 1e9 && ns > before && ns - before < (before == 0 ? 1e19 : 1e9))
                    || cells.get(3).contains(".")) {
                return null;
            }
            before = ns;
        }
        return new Layout(
                ',',
                1,
                0,
                3,
                List.of(0, 1, 2),
                1.0,
                1.0,
                PHONE,
                List.of(),
                List.of(
                        "no words above the columns: taken for x, y, z in rad/s and ns, as OpenCamera Sensors writes them"),
                Layout.Doubt.SENSOR,
                false,
                -1);
    }

    private @Nullable Layout named(List<String> cells, char separator, int line, List<String> lines) {
        HeaderWords words = HeaderWords.of(cells);
        List<String> names = words.names();
        List<String> units = new ArrayList<>(words.units());
        GyroColumns gyro = GyroColumns.of(names, units);
        List<Integer> rates = gyro == null ? gField(names) : gyro.rates();
        boolean angles = gyro == null;
        if (rates == null) {
            return null;
        }
        List<List<String>> below = below(separator, line, lines);
        int own = own(words.ownTimes(names.get(rates.getFirst())), below);
        int time = own >= 0 ? own : time(words, below);
        if (time < 0) {
            return null;
        }
        List<String> guesses = new ArrayList<>();
        if (gyro != null && gyro.kind() == GyroColumns.Kind.PLAIN) {
            guesses.add("columns '" + cells.get(rates.get(0)) + "', '" + cells.get(rates.get(1)) + "', '"
                    + cells.get(rates.get(2)) + "' are taken for the gyro's rates: nothing says so");
        }
        boolean flight = names.get(rates.get(0)).startsWith("gyroadc");
        String unit = units.get(rates.get(0));
        String timeUnit = units.get(time);
        if (unit.isEmpty() && line + 1 < lines.size()) {
            List<String> next = below.getFirst();
            if (next.size() > Math.max(time, rates.get(0)) && Units.radPerUnit(next.get(rates.get(0))) != null) {
                unit = next.get(rates.get(0));
                timeUnit = timeUnit.isEmpty() ? next.get(time) : timeUnit;
                for (int i = 0; i < Math.min(units.size(), next.size()); i++) {
                    units.set(i, units.get(i).isEmpty() ? next.get(i) : units.get(i));
                }
            }
        }
        Double rad = unit.isEmpty() ? usual(names, rates, angles, guesses) : Units.radPerUnit(unit);
        if (rad == null && !unit.isEmpty()) {
            return null;
        }
        if (flight && rad != null && unit.isEmpty()) {
            rad = gyroScale() * ("1".equals(settings.get("blackbox_high_resolution")) ? 0.1 : 1);
        }
        return new Layout(
                separator,
                line + 2L,
                cells.size(),
                time,
                rates,
                rad,
                nsPerUnit(names.get(time), timeUnit, flight),
                flight ? FLIGHT_CONTROLLER : PHONE,
                OtherSensors.of(names, units, settings),
                guesses,
                doubt(gyro, unit.isEmpty()),
                own >= 0,
                sensor(names));
    }

    private static Layout.Doubt doubt(@Nullable GyroColumns gyro, boolean noUnit) {
        if (!noUnit) {
            return Layout.Doubt.NONE;
        }
        if (gyro == null) {
            return Layout.Doubt.UNIT;
        }
        return switch (gyro.kind()) {
            case UNIT, WORD, SHORT_RATE -> Layout.Doubt.UNIT;
            case SHORT, PLAIN -> Layout.Doubt.SENSOR;
        };
    }

    private static int sensor(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (OneSensor.WORDS.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** What a count of {@code gyroADC} is, rad/s: Blackbox Explorer writes the log's scale above the columns, in rad/µs. */
    private double gyroScale() {
        double scale = Cells.number(settings.getOrDefault("gyroScale", ""), false) * 1e6;
        return scale > 0 && scale < 1e3 ? scale : Math.PI / 180;
    }

    private static @Nullable Double nsPerUnit(String name, String unit, boolean flight) {
        if (!unit.isEmpty()) {
            return Units.nsPerUnit(unit);
        }
        if (flight) {
            return 1e3;
        }
        if (name.equals("seconds_elapsed")) {
            return 1e9;
        }
        int ends = name.lastIndexOf('_');
        String last = ends < 0 ? name : name.substring(ends + 1);
        return Units.nsPerUnit(last.matches("time(us|ms)") ? last.substring(4) : last);
    }

    /** What programs mean that write no unit. */
    private static @Nullable Double usual(
            List<String> names, List<Integer> rates, boolean angles, List<String> guesses) {
        String first = names.get(rates.get(0));
        if (first.startsWith("gyroadc")) {
            return Units.radPerUnit("deg/s");
        }
        boolean raceBox = names.contains("gforcex") && names.contains("record");
        if (raceBox || first.matches("asx|as x")) {
            guesses.add("no unit above the rates: taken for deg/s, as " + (raceBox ? "RaceBox" : "WitMotion")
                    + " writes them");
            return Units.radPerUnit("deg/s");
        }
        boolean sensorLogger = names.contains("seconds_elapsed");
        if (sensorLogger || angles || first.startsWith("rotation rate")) {
            guesses.add("no unit above the rates: taken for rad/s, as "
                    + (sensorLogger ? "Sensor Logger" : angles ? "G-Field Recorder" : "Gyro") + " writes them");
            return 1.0;
        }
        return null;
    }

    /** The first rows below the names; the first of them may hold units. */
    private static List<List<String>> below(char separator, int line, List<String> lines) {
        return lines.subList(line + 1, Math.min(lines.size(), line + 1 + FIRST_ROWS)).stream()
                .map(row -> Cells.of(row, separator))
                .toList();
    }

    /** A sensor's own times, where they go on from row to row; else -1: the sensor is off, or the column is empty. */
    private static int own(int column, List<List<String>> below) {
        List<String> times = below.stream()
                .filter(row -> column >= 0 && row.size() > column && !isEmpty(row.get(column)))
                .map(row -> row.get(column))
                .distinct()
                .toList();
        return times.size() > 1 ? column : -1;
    }

    /**
     * The column of times; -1 where there is none. One whose first cells are empty is passed over for another, and a clock that
     * stands still from row to row, as one of whole seconds does, for the ms beside it.
     */
    private static int time(HeaderWords words, List<List<String>> below) {
        List<Integer> times = words.times();
        int clock = times.stream()
                .filter(at -> below.stream().anyMatch(row -> row.size() > at && !isEmpty(row.get(at))))
                .findFirst()
                .orElse(times.isEmpty() ? -1 : times.getFirst());
        int ms = words.milliseconds();
        int last = Math.max(clock, ms);
        if (ms < 0
                || below.size() < 2
                || below.getFirst().size() <= last
                || below.get(1).size() <= last) {
            return clock;
        }
        boolean stands = below.getFirst().get(clock).equals(below.get(1).get(clock))
                && !below.getFirst().get(ms).equals(below.get(1).get(ms));
        return stands ? ms : clock;
    }

    private static boolean isEmpty(String cell) {
        return cell.matches("(?i)|null|nan|none|n/a");
    }

    private static @Nullable List<Integer> gField(List<String> names) {
        return names.containsAll(List.of("xg", "yg", "zg", "pitch", "roll", "yaw"))
                ? List.of(names.indexOf("pitch"), names.indexOf("roll"), names.indexOf("yaw"))
                : null;
    }
}
