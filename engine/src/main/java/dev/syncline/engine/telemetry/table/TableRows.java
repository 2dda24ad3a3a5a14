package dev.syncline.engine.telemetry.table;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows of a table as they come: time, rates and what stands beside them, as numbers whose units are not known yet. Arrays
 * that grow, with no object a row.
 */
final class TableRows {
    private static final int FIRST_CAPACITY = 4096;
    private static final Pattern PLAIN = Pattern.compile("\\d{1,18}([.,]\\d*)?");
    private static final double STANDARD_GRAVITY = 9.80665;

    /** Times and rates beyond these are none. */
    private static final double LARGEST_TIME = 9.2e18;

    private static final double LARGEST_RATE = 1e9;

    private final Layout layout;
    private final List<Layout.Other> others;
    private final ClockTime clock = new ClockTime();
    private final OneSensor sensors = new OneSensor();
    private final double[] rate = new double[3];
    private double[] fractions = new double[FIRST_CAPACITY];
    private long[] wholeTimes = new long[FIRST_CAPACITY];
    private final float[][] rates = new float[3][FIRST_CAPACITY];
    private final float[][] beside;
    private int size;
    private boolean decimalComma;
    private boolean clockTimes;
    private boolean wholeRates = true;

    /** @param others which of the layout's other sensors are read */
    TableRows(Layout layout, List<Layout.Other> others) {
        this.layout = layout;
        this.others = others;
        this.beside = new float[3 * others.size()][FIRST_CAPACITY];
    }

    int size() {
        return size;
    }

    /** A rate about an axis, 0 to 2, in the table's unit. */
    float rate(int axis, int row) {
        return rates[axis][row];
    }

    /** Whether a row, from 1, has the rates of the row before. */
    boolean repeatsRates(int row) {
        return rates[0][row] == rates[0][row - 1]
                && rates[1][row] == rates[1][row - 1]
                && rates[2][row] == rates[2][row - 1];
    }

    /** A number of another sensor, in the table's unit: column 3i + k is axis k of sensor i. NaN where there is none. */
    float beside(int column, int row) {
        return beside[column][row];
    }

    /** Whether times are those of a calendar or a clock, which {@link #timeNs} then has in ns. */
    boolean areClockTimes() {
        return clockTimes;
    }

    /** Whether no rate has a fraction. */
    boolean haveWholeRates() {
        return wholeRates;
    }

    /** The largest rate, without its sign. */
    float largestRate() {
        float most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(
                    most, Math.max(Math.abs(rates[0][i]), Math.max(Math.abs(rates[1][i]), Math.abs(rates[2][i]))));
        }
        return most;
    }

    /** By how much time goes up from a row to the next, in the table's unit. */
    double step(int row) {
        return wholeTimes[row + 1] - wholeTimes[row] + (fractions[row + 1] - fractions[row]);
    }

    /** Whether a row's time is within the 292 years that a long holds. */
    boolean isTimeBelievable(int row, double nsPerUnit) {
        return clockTimes || Math.abs((wholeTimes[row] + fractions[row]) * nsPerUnit) < LARGEST_TIME;
    }

    /** A row's time, ns. */
    long timeNs(int row, double nsPerUnit) {
        if (clockTimes) {
            return wholeTimes[row];
        }
        long whole = wholeTimes[row];
        double rest = fractions[row];
        return nsPerUnit == Math.rint(nsPerUnit) && nsPerUnit <= 1e9
                ? whole * Math.round(nsPerUnit) + Math.round(rest * nsPerUnit)
                : Math.round((whole + rest) * nsPerUnit);
    }

    /** Adds a row; false where it holds something else than numbers. */
    boolean take(List<String> cells) {
        if (size == 0) {
            decimalComma = layout.separator() != ',' && cells.stream().anyMatch(c -> c.matches("-?\\d+,\\d+([eE].*)?"));
        }
        for (int k = 0; k < 3; k++) {
            String cell = cells.get(layout.rates().get(k));
            rate[k] = Cells.number(cell, decimalComma);
            if (!(Math.abs(rate[k]) < LARGEST_RATE)) {
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
        } else if (clockTimes || !(Math.abs(time) < LARGEST_TIME)) {
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
        for (int k = 0; k < 3; k++) {
            rates[k][size] = (float) rate[k];
        }
        for (int i = 0; i < beside.length; i++) {
            int column = others.get(i / 3).columns().get(i % 3);
            beside[i][size] = column < cells.size() ? (float) Cells.number(cells.get(column), decimalComma) : Float.NaN;
        }
        size++;
        return true;
    }

    /**
     * Keeps the rows of one sensor, where several write into the table.
     *
     * @return what to say of it; empty where there is one
     */
    String keepOneSensor() {
        if (!sensors.areSeveral()) {
            return "";
        }
        String chosen = sensors.chosen();
        int all = size;
        size = 0;
        for (int i = 0; i < all; i++) {
            if (sensors.keeps(i, chosen)) {
                fractions[size] = fractions[i];
                wholeTimes[size] = wholeTimes[i];
                for (float[][] columns : List.of(rates, beside)) {
                    for (float[] column : columns) {
                        column[size] = column[i];
                    }
                }
                size++;
            }
        }
        return sensors.warning(chosen, all - size);
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
            for (float[][] columns : List.of(rates, beside)) {
                for (int c = 0; c < columns.length; c++) {
                    columns[c] = Arrays.copyOf(columns[c], more);
                }
            }
        }
    }

    /** Whether values about an axis go round at half a turn, as angles do and rates do not. */
    boolean goRound() {
        return wraps(rates[0]) || wraps(rates[1]) || wraps(rates[2]);
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

    /** Whether most values are as long as gravity in m/s². */
    boolean lookLikeGravity() {
        int near = 0;
        for (int i = 0; i < size; i++) {
            double norm = Math.sqrt((double) rates[0][i] * rates[0][i]
                    + (double) rates[1][i] * rates[1][i]
                    + (double) rates[2][i] * rates[2][i]);
            near += Math.abs(norm - STANDARD_GRAVITY) < 1.5 ? 1 : 0;
        }
        return near > size / 2;
    }
}
