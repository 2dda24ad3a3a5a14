package dev.syncline.engine.telemetry.table;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.WrittenNumbers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a table whose layout is known. What the words above the columns leave open is told from the values. */
final class TableReader {
    private static final int LONGEST_LINE = 1 << 16;
    private static final int MOST_ROWS_OF_WORDS = 3;
    private static final int ROWS_PER_REPEAT = 10;
    private static final int ENOUGH = 1000;

    /** So many steps of 1 are no chance: a number of rows has them, and a clock of whole ms at just 1000 Hz. */
    private static final int MOST_ALIKE = 20;

    private static final Pattern OTHER_SENSOR =
            Pattern.compile("acc|grav|magn|orient|baro|location|compass", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile("\\d{1,18}([.,]\\d*)?");
    private static final double STANDARD_GRAVITY = 9.80665;

    private final String file;
    private final Layout layout;
    private final DamagedParts damage;
    private final LogWarnings warnings = new LogWarnings();
    private final ClockTime clock = new ClockTime();
    private final OneSensor sensors = new OneSensor();
    private final double[] rate = new double[3];
    private final WrittenNumbers written = new WrittenNumbers();
    private boolean endsWithinALine;
    private boolean decimalComma;
    private long number;
    private double[] fractions = new double[4096];
    private long[] wholeTimes = new long[4096];
    private float[] x = new float[4096];
    private float[] y = new float[4096];
    private float[] z = new float[4096];
    private int size;
    private final List<Layout.Other> others;
    private final float[][] beside;
    private boolean clockTimes;
    private boolean wholeRates = true;

    /** @param allStreams whether other sensors than the gyro are read too */
    TableReader(String file, Layout layout, boolean allStreams, DamagedParts damage) {
        this.file = file;
        this.damage = damage;
        this.layout = layout;
        this.others = allStreams ? OtherSensors.known(layout.others(), warnings) : List.of();
        this.beside = new float[3 * others.size()][4096];
    }

    MotionLog read(Path path) throws IOException {
        boolean guessed = !layout.guesses().isEmpty();
        if (guessed
                && OTHER_SENSOR.matcher(file).find()
                && !file.toLowerCase(Locale.ROOT).contains("gyro")) {
            throw new TelemetryFormatException(
                    file, "", "by its name this is no gyro's log, and its columns do not say; if it is, name them");
        }
        layout.guesses().forEach(guess -> warnings.add(WarningCode.LOG_ASSUMED, guess));
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
            rows(in);
        }
        if (size < 2) {
            throw damage.reason(wrong("only " + size + (size == 1 ? " sample" : " samples") + ", expected at least 2"));
        }
        keepOneSensor();
        if (layout.doubt() == Layout.Doubt.SENSOR && looksLikeGravity()) {
            throw new TelemetryFormatException(
                    file, "", "its values are about 9.81 all along: an accelerometer's log; give the gyro's");
        }
        if (layout.doubt() != Layout.Doubt.NONE && (wraps(x) || wraps(y) || wraps(z))) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    "its values go round at half a turn to either side: angles, where rates are needed; give the gyro's"
                            + " log, or name the columns if they are rates");
        }
        Recording found = track();
        GyroTrack gyro = found.gyro();
        damage.tell(warnings);
        List<TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        return new MotionLog(
                        file,
                        TableFormat.NAME,
                        gyro,
                        layout.orientation(),
                        false,
                        null,
                        gyro.startNs(),
                        saturated,
                        warnings.list())
                .withStreams(found.streams());
    }

    private void rows(BufferedReader in) throws IOException {
        int words = 0;
        long empty = 0;
        String line = next(in);
        while (line != null) {
            String after = next(in);
            if (number >= layout.firstLine() + (after == null ? 0 : 1) && !line.isBlank()) {
                List<String> cells = Cells.of(line, layout.separator());
                boolean last = after == null;
                long at = after == null ? number : number - 1;
                boolean complete = cells.size() > layout.last() && (!last || cells.size() >= layout.columns());
                // What follows the columns that are read may be cut as it likes.
                if (complete && cells.size() == layout.last() + 1) {
                    complete = !last || !endsWithinALine || !written.isCut(cells.getLast());
                    if (!written.isEnough()) {
                        written.see(cells.getLast());
                    }
                }
                if (complete && isBlank(cells)) {
                    empty++;
                } else if (!complete || !take(cells)) {
                    if (size == 0 && words < MOST_ROWS_OF_WORDS) {
                        words++;
                    } else if (last) {
                        damage.cutShort("line " + at + ", the last,");
                    } else {
                        damage.leaveOut(new TelemetryFormatException(file, "line " + at, problem(cells)));
                    }
                }
            }
            line = after;
        }
        if (empty > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    empty + (empty == 1 ? " row has" : " rows have") + " no time or no rates: left out");
        }
    }

    private @Nullable String next(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        number++;
        while (c >= 0 && c != '\n') {
            if (line.length() >= LONGEST_LINE) {
                throw wrong("longer than " + LONGEST_LINE + " characters: this is no motion log");
            }
            line.append((char) c);
            c = in.read();
        }
        endsWithinALine = c < 0;
        return line.toString();
    }

    private boolean isBlank(List<String> cells) {
        return cells.get(layout.time()).isEmpty()
                || layout.rates().stream().allMatch(r -> cells.get(r).isEmpty());
    }

    private String problem(List<String> cells) {
        if (cells.size() <= layout.last()) {
            return cells.size() + " columns, expected at least " + (layout.last() + 1) + " as in the row of names";
        }
        List<String> found = new ArrayList<>(List.of(cells.get(layout.time())));
        layout.rates().forEach(r -> found.add(cells.get(r)));
        String text = String.join("', '", found).replaceAll("\\p{C}", "?");
        return "time and rates '" + text.substring(0, Math.min(80, text.length()))
                + "' are not all finite numbers; take the row out";
    }

    /** Adds a row; false where it holds something else than numbers. */
    private boolean take(List<String> cells) {
        if (size == 0) {
            decimalComma = layout.separator() != ',' && cells.stream().anyMatch(c -> c.matches("-?\\d+,\\d+([eE].*)?"));
        }
        for (int k = 0; k < 3; k++) {
            String cell = cells.get(layout.rates().get(k));
            rate[k] = Cells.number(cell, decimalComma);
            if (!(Math.abs(rate[k]) < 1e9)) {
                return false;
            }
            wholeRates &= cell.indexOf('.') < 0 && cell.indexOf(',') < 0;
        }
        String cell = cells.get(layout.time());
        double time = Cells.number(cell, decimalComma);
        long whole = 0;
        if (Double.isNaN(time)) {
            Long ns = clock.ns(cell);
            if (ns == null || (size > 0 && !clockTimes)) {
                return false;
            }
            clockTimes = true;
            whole = ns;
        } else if (clockTimes || !(Math.abs(time) < 9.2e18)) {
            return false;
        } else if (PLAIN.matcher(cell).matches()) {
            // A double does not hold the nanoseconds since 1970.
            int point = pointOf(cell);
            whole = Long.parseLong(cell.substring(0, point));
            time = point + 1 >= cell.length() ? 0 : Double.parseDouble("0." + cell.substring(point + 1));
        }
        room();
        if (layout.sensor() >= 0) {
            sensors.take(size, layout.sensor() < cells.size() ? cells.get(layout.sensor()) : "");
        }
        fractions[size] = time;
        wholeTimes[size] = whole;
        x[size] = (float) rate[0];
        y[size] = (float) rate[1];
        z[size] = (float) rate[2];
        for (int i = 0; i < beside.length; i++) {
            int column = others.get(i / 3).columns().get(i % 3);
            beside[i][size] = column < cells.size() ? (float) Cells.number(cells.get(column), decimalComma) : Float.NaN;
        }
        size++;
        return true;
    }

    private void keepOneSensor() {
        if (!sensors.areSeveral()) {
            return;
        }
        String chosen = sensors.chosen();
        int all = size;
        size = 0;
        for (int i = 0; i < all; i++) {
            if (sensors.keeps(i, chosen)) {
                fractions[size] = fractions[i];
                wholeTimes[size] = wholeTimes[i];
                x[size] = x[i];
                y[size] = y[i];
                z[size++] = z[i];
            }
        }
        warnings.add(WarningCode.LOG_LEFT_OUT, sensors.warning(chosen, all - size));
    }

    private static int pointOf(String cell) {
        int point = Math.max(cell.indexOf('.'), cell.indexOf(','));
        return point < 0 ? cell.length() : point;
    }

    private void room() {
        if (size == fractions.length) {
            int more = size + size / 2;
            fractions = Arrays.copyOf(fractions, more);
            wholeTimes = Arrays.copyOf(wholeTimes, more);
            x = Arrays.copyOf(x, more);
            y = Arrays.copyOf(y, more);
            z = Arrays.copyOf(z, more);
            for (int i = 0; i < beside.length; i++) {
                beside[i] = Arrays.copyOf(beside[i], more);
            }
        }
    }

    /** Whether an axis has nothing beyond half a turn, in degrees or radians, and leaps from one end to the other. */
    private boolean wraps(float[] axis) {
        float most = 0;
        float leap = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, Math.abs(axis[i]));
            leap = i == 0 ? 0 : Math.max(leap, Math.abs(axis[i] - axis[i - 1]));
        }
        return (most <= 180.001f && leap > 350) || (most <= 3.1417f && leap > 6.1f);
    }

    private boolean looksLikeGravity() {
        int near = 0;
        for (int i = 0; i < size; i++) {
            double norm = Math.sqrt((double) x[i] * x[i] + (double) y[i] * y[i] + (double) z[i] * z[i]);
            near += Math.abs(norm - STANDARD_GRAVITY) < 1.5 ? 1 : 0;
        }
        return near > size / 2;
    }

    private Recording track() throws TelemetryFormatException {
        double rad = radPerUnit();
        double ns = clockTimes ? 1 : nsPerUnit();
        GyroSamples samples =
                new GyroSamples(others.stream().map(Layout.Other::quantity).toList());
        double[] perUnit = others.stream()
                .mapToDouble(o -> o.perUnit() == null ? Double.NaN : o.perUnit())
                .toArray();
        long repeats = 0;
        for (int i = 0; i < size; i++) {
            long at = timeNs(i, ns);
            boolean first = samples.size() == 0;
            long next = i + 1 < size ? timeNs(i + 1, ns) : Long.MAX_VALUE;
            if (next < at && (first || next > samples.lastNs())) {
                damage.leaveOut(backwards(i + 1, at, next));
            } else if (!first && at < samples.lastNs()) {
                damage.leaveOut(backwards(i, samples.lastNs(), at));
            } else if (!first && at == samples.lastNs()) {
                repeats++;
            } else {
                for (int k = 0; k < beside.length; k++) {
                    samples.beside(k, beside[k][i] * perUnit[k / 3]);
                }
                samples.add(at, (float) (x[i] * rad), (float) (y[i] * rad), (float) (z[i] * rad));
            }
        }
        if (repeats > samples.size() / ROWS_PER_REPEAT + 1) {
            throw new TelemetryFormatException(
                    file, "", repeats + " of " + size + " rows repeat the time before them; log time in finer units");
        }
        if (repeats > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    repeats + (repeats == 1 ? " row repeats" : " rows repeat") + " the time before: left out");
        }
        if (samples.size() < 2) {
            throw damage.reason(new TelemetryFormatException(file, "", "fewer than 2 samples at different times"));
        }
        return samples.toRecording(warnings);
    }

    private TelemetryFormatException backwards(int sample, long fromNs, long toNs) {
        return new TelemetryFormatException(
                file,
                "sample " + (sample + 1),
                String.format(
                        Locale.ROOT,
                        "time runs backwards, from %.6f s to %.6f s; a second recording may begin here",
                        fromNs * 1e-9,
                        toNs * 1e-9));
    }

    private long timeNs(int sample, double nsPerUnit) throws TelemetryFormatException {
        if (clockTimes) {
            return wholeTimes[sample];
        }
        if (!(Math.abs((wholeTimes[sample] + fractions[sample]) * nsPerUnit) < 9.2e18)) {
            throw new TelemetryFormatException(file, "sample " + (sample + 1), "its time is beyond 292 years");
        }
        long whole = wholeTimes[sample];
        double rest = fractions[sample];
        return nsPerUnit == Math.rint(nsPerUnit) && nsPerUnit <= 1e9
                ? whole * Math.round(nsPerUnit) + Math.round(rest * nsPerUnit)
                : Math.round((whole + rest) * nsPerUnit);
    }

    private double radPerUnit() throws TelemetryFormatException {
        Double rad = layout.radPerUnit();
        if (rad != null) {
            return rad;
        }
        if (wholeRates) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    "its rates are whole counts without a unit: say what one is, such as the columns"
                            + " t=1,gx=2,gy=3,gz=4,unit=0.07deg/s (names of columns, or numbers from 1)");
        }
        float most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, Math.max(Math.abs(x[i]), Math.max(Math.abs(y[i]), Math.abs(z[i]))));
        }
        boolean radians = most < 36;
        warnings.add(
                WarningCode.LOG_ASSUMED,
                "no unit says what the rates are: taken for " + (radians ? "rad/s" : "deg/s")
                        + ", since the largest is " + most + " (unit= beside named columns tells)");
        return radians ? 1 : Math.PI / 180;
    }

    /** The unit of time in which the samples come 10 to 10 000 times a second. */
    private double nsPerUnit() throws TelemetryFormatException {
        Double ns = layout.nsPerUnit();
        if (ns != null) {
            return ns;
        }
        double[] steps = new double[Math.min(size - 1, ENOUGH)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = wholeTimes[i + 1] - wholeTimes[i] + (fractions[i + 1] - fractions[i]);
        }
        Arrays.sort(steps);
        double middle = steps[steps.length / 2];
        if (steps.length > MOST_ALIKE && steps[0] == 1 && steps[steps.length - 1] == 1) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    "its times go up by 1 with each row and have no unit: numbers of rows? name the column of times, or say"
                            + " what its unit is, such as t=1,gx=2,gy=3,gz=4,time=ms");
        }
        String[] names = {"s", "ms", "us", "ns"};
        double unit = 1e9;
        for (String each : names) {
            double stepNs = middle * unit;
            if (stepNs >= 1.2e5 && stepNs < 1.2e8) {
                if (!each.equals("s")) {
                    warnings.add(
                            WarningCode.LOG_ASSUMED,
                            "no unit says what time is in: taken for " + each + ", "
                                    + String.format(Locale.ROOT, "%.1f samples a second", 1e9 / stepNs));
                }
                return unit;
            }
            unit /= 1000;
        }
        throw new TelemetryFormatException(
                file, "", "its times step by " + middle + " of an unknown unit: name its columns, and time=ms");
    }

    private TelemetryFormatException wrong(String problem) {
        return new TelemetryFormatException(file, "line " + number, problem);
    }
}
