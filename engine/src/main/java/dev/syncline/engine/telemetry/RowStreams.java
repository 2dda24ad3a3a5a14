package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of other sensors that stand in the rows of a log: columns that grow with it, NaN where a row has none. */
final class RowStreams {
    /** A turn's four numbers make a unit quaternion within so much; others are damage. */
    private static final double UNIT_TOLERANCE = 0.05;

    private final List<SensorQuantity> quantities;
    private final float[] pending;
    private final float[][] columns;
    private final boolean[] given;

    RowStreams(List<SensorQuantity> quantities) {
        this.quantities = List.copyOf(quantities);
        int width = quantities.stream().mapToInt(SensorQuantity::width).sum();
        pending = new float[width];
        Arrays.fill(pending, Float.NaN);
        columns = new float[width][0];
        given = new boolean[width];
    }

    /** A number of the row that is added next. */
    void next(int column, float value) {
        pending[column] = value;
        given[column] = true;
    }

    /** Stores the pending numbers in a row and forgets them. */
    void take(int row, int capacity) {
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].length <= row) {
                columns[c] = Arrays.copyOf(columns[c], capacity);
            }
            columns[c][row] = pending[c];
        }
        forget();
    }

    /** Forgets the pending numbers, where a row is left out. */
    void forget() {
        Arrays.fill(pending, Float.NaN);
    }

    /** Adds the first rows of others behind the first {@code row} of these. */
    void addAll(int row, RowStreams others, int count) {
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].length < row + count) {
                columns[c] = Arrays.copyOf(columns[c], row + count);
            }
            System.arraycopy(others.columns[c], 0, columns[c], row, count);
            given[c] |= others.given[c];
        }
    }

    /** The columns, each of so many rows: float[][rows]. */
    float[][] columns(int rows) {
        float[][] trimmed = new float[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            trimmed[c] = columns[c].length == rows ? columns[c] : Arrays.copyOf(columns[c], rows);
        }
        return trimmed;
    }

    /**
     * The tracks that columns make, without the rows that have no usable numbers. Of a quantity that no row had there is none,
     * and nothing to say.
     *
     * @param timesNs strictly increasing
     * @param all float[][timesNs.length], these columns from {@code first} on
     * @param warnings gets one for each quantity that lost rows
     */
    List<SensorTrack> tracks(long[] timesNs, float[][] all, int first, LogWarnings warnings) {
        List<SensorTrack> tracks = new ArrayList<>();
        int column = first;
        for (SensorQuantity quantity : quantities) {
            float[][] own = Arrays.copyOfRange(all, column, column + quantity.width());
            boolean had = isGiven(column - first, quantity.width());
            SensorTrack track = had ? track(quantity, "", timesNs, own, warnings) : null;
            if (track != null) {
                tracks.add(track);
            }
            column += quantity.width();
        }
        return tracks;
    }

    private boolean isGiven(int column, int width) {
        for (int c = column; c < column + width; c++) {
            if (given[c]) {
                return true;
            }
        }
        return false;
    }

    /** The track of a quantity; null where no row has usable numbers. */
    static @Nullable SensorTrack track(
            SensorQuantity quantity, String note, long[] timesNs, float[][] values, LogWarnings warnings) {
        int n = timesNs.length;
        long[] times = new long[n];
        float[][] kept = new float[values.length][n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            double scale = scale(quantity, values, i);
            if (Double.isNaN(scale)) {
                continue;
            }
            times[count] = timesNs[i];
            for (int c = 0; c < values.length; c++) {
                kept[c][count] = scale == 1 ? values[c][i] : (float) (values[c][i] * scale);
            }
            count++;
        }
        if (count < n) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    quantity.words() + ": " + (n - count) + " of " + n + (n == 1 ? " sample has" : " samples have")
                            + " no usable numbers: left out");
        }
        if (count == 0) {
            return null;
        }
        for (int c = 0; c < kept.length; c++) {
            kept[c] = count == n ? kept[c] : Arrays.copyOf(kept[c], count);
        }
        return new SensorTrack(quantity, note, count == n ? times : Arrays.copyOf(times, count), kept);
    }

    /** What a row's numbers are multiplied by; NaN where they are not usable. */
    private static double scale(SensorQuantity quantity, float[][] values, int row) {
        double sum = 0;
        for (float[] column : values) {
            sum += (double) column[row] * column[row];
        }
        if (!Double.isFinite(sum)) {
            return Double.NaN;
        }
        if (quantity == SensorQuantity.EXPOSURE) {
            return values[0][row] > 0 ? 1 : Double.NaN;
        }
        if (!quantity.isTurn()) {
            return 1;
        }
        double norm = Math.sqrt(sum);
        return Math.abs(norm - 1) <= UNIT_TOLERANCE ? 1 / norm : Double.NaN;
    }
}
