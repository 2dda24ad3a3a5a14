package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything before the samples: {@code key,value} lines up to the row of column names that begins with {@code t}.
 * Gyroflow takes a line for a header only where it has exactly one comma; here the first comma ends the key, so a note
 * may hold commas. Names of keys are taken in any case; of a key given twice the last counts.
 */
final class GcsvHeader {
    private static final int MOST_LINES = 2000;
    private static final int LONGEST_NAME = 300;
    private static final ImuOrientation DEFAULT_ORIENTATION = new ImuOrientation("xzY");
    private static final String DEFAULT_TSCALE = "0.001";

    private static final List<String> ACCELERATION_NAMES = List.of("a", "acc", "accel", "acc_", "accel_");
    private static final List<String> MAGNETIC_NAMES = List.of("m", "mag", "mag_");
    private static final double STANDARD_GRAVITY = 9.80665;
    private static final double UT_PER_GAUSS = 100;

    private final String file;
    private final Map<String, Entry> entries = new HashMap<>();
    private List<String> columns = List.of();
    private long columnsLine;
    private char separator = ',';

    private record Entry(String value, long line) {}

    private GcsvHeader(String file) {
        this.file = file;
    }

    /** Reads up to and with the row of column names. */
    static GcsvHeader read(LineSource lines, String file) throws IOException {
        if (!lines.next()) {
            throw new TelemetryFormatException(file, "", "is empty");
        }
        String first = lines.text();
        if (!GcsvReader.isMagic(first)) {
            throw new TelemetryFormatException(
                    file, "line 1", "expected 'GYROFLOW IMU LOG', found '" + shortened(first) + "'");
        }
        return readOn(lines, file);
    }

    /** Reads on behind the first line of a header, which is the present one. */
    static GcsvHeader readOn(LineSource lines, String file) throws IOException {
        GcsvHeader header = new GcsvHeader(file);
        long first = lines.number();
        while (header.columns.isEmpty()) {
            if (!lines.next() || lines.number() - first > MOST_LINES) {
                throw new TelemetryFormatException(
                        file, "line " + lines.number(), "no row of column names ('t,gx,gy,gz') before the file's end");
            }
            header.take(lines.text(), lines.number());
        }
        return header;
    }

    private void take(String line, long number) throws TelemetryFormatException {
        // A spreadsheet of a country that writes 0,5 for a half puts semicolons between columns.
        int comma = line.indexOf(',');
        int semicolon = line.indexOf(';');
        separator = semicolon >= 0 && (comma < 0 || semicolon < comma) ? ';' : ',';
        int end = line.indexOf(separator);
        if (end < 0) {
            if (isTime(line.strip())) {
                throw tooFewColumns(1, number);
            }
            return;
        }
        String key = line.substring(0, end).strip();
        if (isTime(key)) {
            columns = List.of(line.strip().split("\\s*" + separator + "\\s*"));
            columnsLine = number;
            if (columns.size() < 4) {
                throw tooFewColumns(columns.size(), number);
            }
        } else if (isNumber(key) && line.indexOf(separator, end + 1) > 0) {
            throw new TelemetryFormatException(
                    file,
                    "line " + number,
                    "samples begin without a row of column names; put 't,gx,gy,gz' before them");
        } else {
            // A spreadsheet fills short rows up with empty columns.
            String value = line.substring(end + 1).replaceAll("[\\s" + separator + "]+$", "");
            entries.put(key.toLowerCase(Locale.ROOT), new Entry(value.strip(), number));
        }
    }

    private static boolean isTime(String key) {
        return key.equalsIgnoreCase("t") || key.equalsIgnoreCase("time");
    }

    /** The camera or logger and the lens profile that it asks for. */
    CameraFacts camera() {
        String make = text("vendor");
        String model = text("id");
        return new CameraFacts(
                model == null ? null : make,
                model == null ? make : model,
                text("fwversion"),
                null,
                null,
                text("lensprofile"),
                Double.NaN,
                null);
    }

    private @Nullable String text(String key) {
        Entry entry = entries.get(key);
        return entry == null || entry.value().isEmpty() ? null : shortened(entry.value(), LONGEST_NAME);
    }

    /** What stands between two columns: a comma, or a semicolon where numbers have decimal commas. */
    char separator() {
        return separator;
    }

    private TelemetryFormatException tooFewColumns(int found, long line) {
        return new TelemetryFormatException(
                file, "line " + line, found + " column names, expected at least 4: t,gx,gy,gz");
    }

    private static boolean isNumber(String s) {
        return !s.isEmpty() && s.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+');
    }

    private static String shortened(String s) {
        return shortened(s, 40);
    }

    private static String shortened(String s, int most) {
        String printable = s.replaceAll("\\p{C}", "?");
        return printable.length() <= most ? printable : printable.substring(0, most) + "…";
    }

    /** How many columns a complete row has. */
    int columnCount() {
        return columns.size();
    }

    /**
     * Which columns hold the rates about the log's x, y and z: those with a gyro's names, else the first three behind the time.
     *
     * @throws TelemetryFormatException when their names are those of another sensor
     */
    int[] rateColumns() throws TelemetryFormatException {
        int[] places = RateColumns.of(columns);
        if (places == null) {
            throw new TelemetryFormatException(
                    file,
                    "line " + columnsLine,
                    "there is no gyro in this log: its columns are '" + shortened(String.join(",", columns))
                            + "', those of another sensor; record gx,gy,gz too");
        }
        return places;
    }

    /**
     * Columns of another sensor.
     *
     * @param quantity what they measure
     * @param columns places of x, y and z: int[3]
     * @param perCount its unit in one of theirs
     */
    record Other(SensorQuantity quantity, List<Integer> columns, double perCount) {}

    /** The other sensors whose columns and scale the log gives: an accelerometer in g, a magnetometer in gauss. */
    List<Other> others(LogWarnings warnings) {
        List<Other> others = new ArrayList<>();
        other(SensorQuantity.ACCELERATION, ACCELERATION_NAMES, "ascale", STANDARD_GRAVITY, others, warnings);
        other(SensorQuantity.MAGNETIC_FIELD, MAGNETIC_NAMES, "mscale", UT_PER_GAUSS, others, warnings);
        return others;
    }

    private void other(
            SensorQuantity quantity,
            List<String> stems,
            String scaleKey,
            double unit,
            List<Other> to,
            LogWarnings warnings) {
        int[] at = named(stems);
        if (at.length == 0) {
            return;
        }
        Entry entry = entries.get(scaleKey);
        double scale = Double.NaN;
        try {
            scale = entry == null ? Double.NaN : decimal(scaleKey, entry).doubleValue();
        } catch (TelemetryFormatException notANumber) {
            System.getLogger(GcsvHeader.class.getName()).log(System.Logger.Level.DEBUG, notANumber.getMessage());
        }
        if (scale == 0 || !Double.isFinite(scale)) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    quantity.words() + ": left out, since the log has no " + scaleKey
                            + " that says what its numbers are");
        } else {
            to.add(new Other(quantity, List.of(at[0], at[1], at[2]), scale * unit));
        }
    }

    /** Columns of x, y and z behind one of these words; empty where there are none. */
    private int[] named(List<String> stems) {
        List<String> names =
                columns.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
        for (String stem : stems) {
            int[] at = {names.indexOf(stem + "x"), names.indexOf(stem + "y"), names.indexOf(stem + "z")};
            if (at[0] > 0 && at[1] > 0 && at[2] > 0) {
                return at;
            }
        }
        return new int[0];
    }

    /** Nanoseconds in one unit of the time column. */
    BigDecimal nsPerTick() throws TelemetryFormatException {
        Entry entry = entries.get("tscale");
        BigDecimal scale = decimal("tscale", entry == null ? new Entry(DEFAULT_TSCALE, columnsLine) : entry);
        if (scale.signum() <= 0) {
            throw bad("tscale", entry, "expected seconds per unit of t, above 0, such as 0.001");
        }
        return scale.movePointRight(9);
    }

    /** rad/s in one unit of the rate columns. */
    double radPerCount() throws TelemetryFormatException {
        Entry entry = entries.get("gscale");
        if (entry == null) {
            throw new TelemetryFormatException(
                    file,
                    "line " + columnsLine,
                    "no gscale before the samples; add a line 'gscale,S' where S turns gx into rad/s");
        }
        double scale = decimal("gscale", entry).doubleValue();
        if (scale == 0) {
            throw bad("gscale", entry, "expected what turns gx into rad/s, not 0");
        }
        return scale;
    }

    private BigDecimal decimal(String key, Entry entry) throws TelemetryFormatException {
        try {
            BigDecimal value = new BigDecimal(separator == ';' ? entry.value().replace(',', '.') : entry.value());
            if (Math.abs((long) value.precision() - value.scale()) < 300 && Math.abs((long) value.scale()) < 300) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw bad(key, entry, "expected a number");
        }
        throw bad(key, entry, "expected a number of ordinary size");
    }

    private TelemetryFormatException bad(String key, @Nullable Entry entry, String expected) {
        return new TelemetryFormatException(
                file,
                "line " + (entry == null ? columnsLine : entry.line()),
                key + " is '" + (entry == null ? "" : shortened(entry.value())) + "', " + expected);
    }

    /** True where the log says how its axes lie. */
    boolean declaresOrientation() {
        Entry entry = entries.get("orientation");
        return entry != null && !entry.value().isEmpty();
    }

    /** As declared, or xzY, which the format means by saying nothing. */
    ImuOrientation orientation() throws TelemetryFormatException {
        Entry entry = entries.get("orientation");
        if (entry == null || entry.value().isEmpty()) {
            return DEFAULT_ORIENTATION;
        }
        try {
            return new ImuOrientation(entry.value());
        } catch (IllegalArgumentException notAnOrientation) {
            throw bad("orientation", entry, "expected each of x, y and z once, lower case negated, such as xzY");
        }
    }

    /** The readout, or null where the log does not say, says 0, or says what cannot be; the last adds a warning. */
    @Nullable
    RollingShutter shutter(LogWarnings warnings) {
        Entry time = entries.get("frame_readout_time");
        if (time == null || time.value().isEmpty()) {
            return null;
        }
        Entry way = entries.get("frame_readout_direction");
        ReadoutDirection direction = way == null ? ReadoutDirection.TOP_TO_BOTTOM : ReadoutNames.direction(way.value());
        double ms;
        try {
            ms = Double.parseDouble(separator == ';' ? time.value().replace(',', '.') : time.value());
        } catch (NumberFormatException notANumber) {
            ms = Double.NaN;
        }
        if (ms == 0) {
            return null;
        }
        if (ReadoutNames.isTooShort(ms)) {
            BigDecimal inMs = BigDecimal.valueOf(Math.abs(ms) * 1000)
                    .round(new MathContext(4))
                    .stripTrailingZeros();
            warnings.add(
                    WarningCode.LOG_READOUT,
                    "line " + time.line() + ": frame_readout_time '" + shortened(time.value())
                            + "' is in ms in this format, and no sensor is read so quickly: not used"
                            + (inMs.compareTo(BigDecimal.ONE) < 0
                                    ? ""
                                    : "; if seconds are meant, give --readout " + inMs.toPlainString() + "ms"));
            return null;
        }
        RollingShutter shutter = direction == null ? null : ReadoutNames.shutter(ms, direction);
        if (shutter == null) {
            warnings.add(
                    WarningCode.LOG_READOUT,
                    "line " + time.line() + ": frame_readout_time '" + shortened(time.value()) + "'"
                            + (way == null ? "" : " with direction '" + shortened(way.value()) + "'")
                            + " is not understood and not used");
        }
        return shutter;
    }
}
