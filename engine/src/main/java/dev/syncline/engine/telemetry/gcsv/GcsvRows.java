package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.WrittenNumbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** The samples of a gcsv log, one row at a time, straight from bytes into arrays. */
final class GcsvRows {
    private static final int ROWS_BEFORE_ESTIMATE = 4096;
    private static final double LARGEST_NS = 9.2e18;

    private final LineSource lines;
    private final String file;
    private final DamagedParts damage;
    private final int columnCount;
    private final int[] rateColumns;
    private final int lastColumn;
    private final List<GcsvHeader.Other> others;
    private final double radPerCount;
    private final double nsPerTick;
    private final long wholeNsPerTick;
    private final Decimal number = new Decimal();
    private final int[] starts;
    private final int[] ends;
    private final byte separator;
    private final WrittenNumbers written = new WrittenNumbers();
    private boolean allTicksWhole = true;
    private boolean endsAtHeader;

    /** @param others columns of other sensors that are read too */
    GcsvRows(LineSource lines, String file, GcsvHeader header, List<GcsvHeader.Other> others, DamagedParts damage)
            throws TelemetryFormatException {
        this.lines = lines;
        this.file = file;
        this.damage = damage;
        this.columnCount = header.columnCount();
        this.rateColumns = header.rateColumns();
        this.lastColumn = Math.max(rateColumns[0], Math.max(rateColumns[1], rateColumns[2]));
        this.radPerCount = header.radPerCount();
        BigDecimal ns = header.nsPerTick();
        this.nsPerTick = ns.doubleValue();
        this.wholeNsPerTick = wholeOrZero(ns);
        this.separator = (byte) header.separator();
        this.others = others;
        int last = others.stream()
                .flatMap(other -> other.columns().stream())
                .mapToInt(Integer::intValue)
                .reduce(lastColumn, Math::max);
        this.starts = new int[last + 1];
        this.ends = new int[last + 1];
    }

    /** Whole nanoseconds per tick let whole ticks be multiplied exactly, however large the clock's reading is. */
    private static long wholeOrZero(BigDecimal ns) {
        try {
            return ns.longValueExact();
        } catch (ArithmeticException notWhole) {
            return 0;
        }
    }

    /** Whether the rows end where the header of another recording begins, which is then the present line. */
    boolean endsAtHeader() {
        return endsAtHeader;
    }

    /** The recordings that the rows make, in order, each of at least two samples. */
    List<Recording> read(long fileBytes, LogWarnings warnings) throws IOException {
        GyroSamples samples =
                new GyroSamples(others.stream().map(GcsvHeader.Other::quantity).toList());
        long headerBytes = lines.bytesRead();
        while (lines.next()) {
            int columns = split();
            if (columns == 0) {
                continue;
            }
            if (!isDigitLike(lines.bytes()[0]) && GcsvReader.isMagic(lines.text())) {
                endsAtHeader = true;
                break;
            }
            boolean lastAndCut = !lines.ended();
            if (lastAndCut && (columns < columnCount || columns <= lastColumn || !isComplete())) {
                damage.cutShort("line " + lines.number() + ", the last,");
                break;
            }
            // What follows the columns that are read may be cut as it likes.
            if (columns == lastColumn + 1) {
                if (lastAndCut && written.isCut(text(lastColumn))) {
                    damage.cutShort(
                            "line " + lines.number() + ", the last, whose last number has fewer digits than others,");
                    break;
                }
                if (!written.isEnough()) {
                    written.see(text(lastColumn));
                }
            }
            try {
                take(columns, samples);
            } catch (TelemetryFormatException damaged) {
                damage.leaveOut(damaged);
                continue;
            }
            if (samples.size() == ROWS_BEFORE_ESTIMATE) {
                long bytesPerRow = Math.max(1, (lines.bytesRead() - headerBytes) / ROWS_BEFORE_ESTIMATE);
                samples.expect(fileBytes / bytesPerRow);
            }
        }
        damage.tell(warnings);
        if (samples.size() < 2) {
            throw damage.reason(wrong("only " + samples.size() + (samples.size() == 1 ? " sample" : " samples")
                    + ", expected at least 2: the log was cut off or never began"));
        }
        try {
            return samples.toRecordings(allTicksWhole ? nsPerTick : 0, warnings);
        } catch (IllegalArgumentException disorder) {
            throw new TelemetryFormatException(file, "", String.valueOf(disorder.getMessage()));
        }
    }

    private void take(int columns, GyroSamples samples) throws TelemetryFormatException {
        if (columns <= lastColumn) {
            throw wrong(columns + " columns, expected at least " + (lastColumn + 1) + " as in the row of names");
        }
        long timeNs = timeNs();
        float x = rate(0);
        float y = rate(1);
        float z = rate(2);
        int next = 0;
        for (int i = 0; i < others.size(); i++) {
            GcsvHeader.Other other = others.get(i);
            for (int axis = 0; axis < 3; axis++) {
                samples.beside(next++, number(other.columns().get(axis), columns) * other.perCount());
            }
        }
        samples.add(timeNs, x, y, z);
    }

    /** What stands in a column; NaN where that is no number, or the row ends before it. */
    private double number(int column, int columns) {
        return column < columns && number.read(lines.bytes(), starts[column], ends[column])
                ? number.value()
                : Double.NaN;
    }

    /** Finds where the columns that matter begin and end. Gives the number of columns, 0 for a blank line. */
    private int split() {
        byte[] b = lines.bytes();
        int length = lines.length();
        int column = 0;
        int from = 0;
        boolean blank = true;
        for (int i = 0; i <= length; i++) {
            if (i == length || b[i] == separator) {
                if (column < starts.length) {
                    starts[column] = from;
                    ends[column] = i;
                }
                column++;
                from = i + 1;
                blank &= i == length;
            } else if (b[i] == ',') {
                // Not what stands between columns, so a decimal comma.
                b[i] = '.';
                blank = false;
            } else {
                blank &= Decimal.isBlank(b[i]);
            }
        }
        return blank ? 0 : column;
    }

    private static boolean isDigitLike(byte c) {
        return c > 0 && c <= '9';
    }

    private boolean isComplete() {
        byte[] b = lines.bytes();
        return number.read(b, starts[0], ends[0])
                && number.read(b, starts[rateColumns[0]], ends[rateColumns[0]])
                && number.read(b, starts[rateColumns[1]], ends[rateColumns[1]])
                && number.read(b, starts[rateColumns[2]], ends[rateColumns[2]]);
    }

    private long timeNs() throws TelemetryFormatException {
        double ticks = finite(0, "time");
        double ns = ticks * nsPerTick;
        if (!(Math.abs(ns) < LARGEST_NS)) {
            throw wrong("time " + text(0) + " is beyond 292 years; is tscale right?");
        }
        allTicksWhole &= number.isInteger();
        return wholeNsPerTick != 0 && number.isInteger() ? number.integer() * wholeNsPerTick : Math.round(ns);
    }

    private float rate(int axis) throws TelemetryFormatException {
        float rate = (float) (finite(rateColumns[axis], "rate") * radPerCount);
        if (!Float.isFinite(rate)) {
            throw wrong("rate " + text(rateColumns[axis]) + " is too large; is gscale right?");
        }
        return rate;
    }

    private double finite(int column, String what) throws TelemetryFormatException {
        boolean isNumber = number.read(lines.bytes(), starts[column], ends[column]);
        if (!isNumber || !Double.isFinite(number.value())) {
            throw wrong(what + " '" + text(column) + "' in column " + (column + 1)
                    + " is not a finite number; take the row out");
        }
        return number.value();
    }

    private String text(int column) {
        int length = Math.min(ends[column] - starts[column], 30);
        return new String(lines.bytes(), starts[column], length, java.nio.charset.StandardCharsets.UTF_8)
                .strip()
                .replaceAll("\\p{C}", "?");
    }

    private TelemetryFormatException wrong(String problem) {
        return new TelemetryFormatException(file, "line " + lines.number(), problem);
    }
}
