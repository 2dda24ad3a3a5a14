package dev.syncline.engine.motion;

import java.util.Arrays;

/**
 * Another sensor's numbers over time, beside a log's angular velocity: parallel arrays, one entry a sample, on the log's own
 * clock. Times strictly increase; they need not be those of the gyro.
 *
 * <p>The arrays are handed over, not copied; who builds a track must not write to them afterwards.
 */
public final class SensorTrack {
    private final SensorQuantity quantity;
    private final String note;
    private final long[] timesNs;
    private final float[][] values;

    /**
     * A track of samples.
     *
     * @param quantity what is measured, and its unit
     * @param note what is to be known of its axes, for people; may be empty, where they are those of the gyro
     * @param timesNs strictly increasing, ns on the log's clock: long[n], n at least 1
     * @param values finite: float[{@link SensorQuantity#width}][n]
     * @throws IllegalArgumentException when lengths differ, there is no sample, times do not increase or a number is not
     *     finite
     */
    public SensorTrack(SensorQuantity quantity, String note, long[] timesNs, float[][] values) {
        if (values.length != quantity.width() || timesNs.length == 0) {
            throw new IllegalArgumentException(timesNs.length + " samples of " + values.length + " numbers: a track of "
                    + quantity.words() + " has one sample or more of " + quantity.width());
        }
        for (float[] column : values) {
            if (column.length != timesNs.length) {
                throw new IllegalArgumentException(
                        "lengths differ: times=" + timesNs.length + ", values=" + column.length);
            }
            for (int i = 0; i < column.length; i++) {
                if (!Float.isFinite(column[i])) {
                    throw new IllegalArgumentException("sample " + i + " is not finite");
                }
            }
        }
        for (int i = 1; i < timesNs.length; i++) {
            if (timesNs[i] <= timesNs[i - 1]) {
                throw new IllegalArgumentException("time does not increase at sample " + i + ": " + timesNs[i - 1]
                        + " then " + timesNs[i] + " ns");
            }
        }
        this.quantity = quantity;
        this.note = note;
        this.timesNs = timesNs;
        this.values = values;
    }

    /**
     * {@return the same samples, with this to be known of their axes}
     *
     * @param other for people; may be empty
     */
    public SensorTrack noted(String other) {
        return new SensorTrack(quantity, other, timesNs, values);
    }

    /** {@return what is measured} */
    public SensorQuantity quantity() {
        return quantity;
    }

    /** {@return what is to be known of its axes, for people; empty where they are those of the gyro} */
    public String note() {
        return note;
    }

    /** {@return number of samples} */
    public int size() {
        return timesNs.length;
    }

    /**
     * {@return time of a sample, ns on the log's clock}
     *
     * @param sample from 0
     */
    public long timeNs(int sample) {
        return timesNs[sample];
    }

    /**
     * {@return a number of a sample, in the quantity's unit}
     *
     * @param sample from 0
     * @param column from 0, below {@link SensorQuantity#width}
     */
    public float value(int sample, int column) {
        return values[column][sample];
    }

    /**
     * {@return length of a sample's vector; of a single number, itself}
     *
     * @param sample from 0
     */
    public double length(int sample) {
        if (values.length == 1) {
            return values[0][sample];
        }
        double sum = 0;
        for (float[] column : values) {
            sum += (double) column[sample] * column[sample];
        }
        return Math.sqrt(sum);
    }

    /** {@return the longest step that is no gap yet, ns: the rule of {@link GyroTrack#gapNs}} */
    public long gapNs() {
        return GyroTrack.gapNs(timesNs.length == 1 ? 0 : GyroTrack.medianStep(timesNs));
    }

    /**
     * {@return index of the last sample at or before a time, or −1 when all are later}
     *
     * @param timeNs ns on the log's clock
     */
    public int indexAtOrBefore(long timeNs) {
        int at = Arrays.binarySearch(timesNs, timeNs);
        return at >= 0 ? at : -at - 2;
    }
}
