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
    private final String file;
    private final Layout layout;
    private final DamagedParts damage;
    private final LogWarnings warnings = new LogWarnings();
    private final WrittenNumbers written = new WrittenNumbers();
    private boolean endsWithinALine;
    private long number;
    private final List<Layout.Other> others;
    private final TableRows rows;

    /** @param allStreams whether other sensors than the gyro are read too */
    TableReader(String file, Layout layout, boolean allStreams, DamagedParts damage) {
        this.file = file;
        this.damage = damage;
        this.layout = layout;
        this.others = allStreams ? OtherSensors.known(layout.others(), warnings) : List.of();
        this.rows = new TableRows(layout, others);
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
            lines(in);
        }
        int size = rows.size();
        if (size < 2) {
            throw damage.reason(wrong("only " + size + (size == 1 ? " sample" : " samples") + ", expected at least 2"));
        }
        String oneSensor = rows.keepOneSensor();
        if (!oneSensor.isEmpty()) {
            warnings.add(WarningCode.LOG_LEFT_OUT, oneSensor);
        }
        if (layout.doubt() == Layout.Doubt.SENSOR && rows.lookLikeGravity()) {
            throw new TelemetryFormatException(
                    file, "", "its values are about 9.81 all along: an accelerometer's log; give the gyro's");
        }
        if (layout.doubt() != Layout.Doubt.NONE && rows.goRound()) {
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

    private void lines(BufferedReader in) throws IOException {
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
                } else if (!complete || !rows.take(cells)) {
                    if (rows.size() == 0 && words < MOST_ROWS_OF_WORDS) {
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

    private Recording track() throws TelemetryFormatException {
        double rad = radPerUnit();
        double ns = rows.areClockTimes() ? 1 : nsPerUnit();
        GyroSamples samples =
                new GyroSamples(others.stream().map(Layout.Other::quantity).toList());
        double[] perUnit = others.stream()
                .mapToDouble(o -> o.perUnit() == null ? Double.NaN : o.perUnit())
                .toArray();
        long repeats = 0;
        long again = 0;
        int size = rows.size();
        for (int i = 0; i < size; i++) {
            long at = timeNs(i, ns);
            boolean first = samples.size() == 0;
            long next = i + 1 < size ? timeNs(i + 1, ns) : Long.MAX_VALUE;
            if (next < at && (first || next > samples.lastNs())) {
                damage.leaveOut(backwards(i + 1, at, next));
            } else if (!first && at < samples.lastNs()) {
                damage.leaveOut(backwards(i, samples.lastNs(), at));
            } else if (!first && at == samples.lastNs()) {
                if (layout.ownTimes() && rows.repeatsRates(i)) {
                    again++;
                } else {
                    repeats++;
                }
            } else {
                for (int k = 0; k < 3 * others.size(); k++) {
                    samples.beside(k, rows.beside(k, i) * perUnit[k / 3]);
                }
                samples.add(at, (float) (rows.rate(0, i) * rad), (float) (rows.rate(1, i) * rad), (float)
                        (rows.rate(2, i) * rad));
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
        if (again > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    again + (again == 1 ? " row has" : " rows have")
                            + " the gyro's sample of the row before once more: left out");
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

    private long timeNs(int row, double nsPerUnit) throws TelemetryFormatException {
        if (!rows.isTimeBelievable(row, nsPerUnit)) {
            throw new TelemetryFormatException(file, "sample " + (row + 1), "its time is beyond 292 years");
        }
        return rows.timeNs(row, nsPerUnit);
    }

    private double radPerUnit() throws TelemetryFormatException {
        Double rad = layout.radPerUnit();
        if (rad != null) {
            return rad;
        }
        if (rows.haveWholeRates()) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    "its rates are whole counts without a unit: say what one is, such as the columns"
                            + " t=1,gx=2,gy=3,gz=4,unit=0.07deg/s (names of columns, or numbers from 1)");
        }
        float most = rows.largestRate();
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
        double[] steps = new double[Math.min(rows.size() - 1, ENOUGH)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = rows.step(i);
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
