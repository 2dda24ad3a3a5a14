package dev.syncline.engine.motion;

import dev.syncline.engine.base.geometry.Matrix3;

/**
 * Angular velocity over time: parallel arrays, one entry a sample, on the log's own clock and in the log's own axes.
 * Times strictly increase. A step of more than {@link #gapNs()} between two samples is a gap: nothing is known inside
 * it, and nothing may be interpolated across it.
 *
 * <p>The arrays are handed over, not copied; who builds a track must not write to them afterwards.
 */
public final class GyroTrack {
    private final long[] timesNs;
    private final float[] x;
    private final float[] y;
    private final float[] z;
    private final long periodNs;

    /**
     * A track of samples.
     *
     * @param timesNs strictly increasing, ns on the log's clock: long[n], n at least 2
     * @param x rates about the log's first axis, rad/s, finite: float[n]
     * @param y rates about its second axis, rad/s, finite: float[n]
     * @param z rates about its third axis, rad/s, finite: float[n]
     * @throws IllegalArgumentException when lengths differ, fewer than 2 samples, times do not increase or a rate is not
     *     finite
     */
    public GyroTrack(long[] timesNs, float[] x, float[] y, float[] z) {
        int n = timesNs.length;
        if (x.length != n || y.length != n || z.length != n) {
            throw new IllegalArgumentException(
                    "lengths differ: times=" + n + ", x=" + x.length + ", y=" + y.length + ", z=" + z.length);
        }
        if (n < 2) {
            throw new IllegalArgumentException("a gyro track needs at least 2 samples, got " + n);
        }
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(x[i]) || !Float.isFinite(y[i]) || !Float.isFinite(z[i])) {
                throw new IllegalArgumentException("sample " + i + " is not finite");
            }
            if (i > 0 && timesNs[i] <= timesNs[i - 1]) {
                throw new IllegalArgumentException("time does not increase at sample " + i + ": " + timesNs[i - 1]
                        + " then " + timesNs[i] + " ns");
            }
        }
        this.timesNs = timesNs;
        this.x = x;
        this.y = y;
        this.z = z;
        this.periodNs = medianStep(timesNs);
    }

    /**
     * {@return the same track with the rates about one of its axes negated}
     *
     * @param axis 0 to 2
     */
    public GyroTrack negating(int axis) {
        float[] rate = (axis == 0 ? x : axis == 1 ? y : z).clone();
        for (int i = 0; i < rate.length; i++) {
            rate[i] = -rate[i];
        }
        return new GyroTrack(timesNs, axis == 0 ? rate : x, axis == 1 ? rate : y, axis == 2 ? rate : z);
    }

    /**
     * {@return the same track on a clock that shows another time}
     *
     * @param byNs added to each time, ns
     * @throws IllegalArgumentException when a time no longer fits
     */
    public GyroTrack shifted(long byNs) {
        long[] times = new long[timesNs.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = timesNs[i] + byNs;
        }
        return new GyroTrack(times, x, y, z);
    }

    /**
     * {@return the same track with all rates times a factor}
     *
     * @param factor no unit
     */
    public GyroTrack scaled(float factor) {
        float[][] rates = {x.clone(), y.clone(), z.clone()};
        for (float[] rate : rates) {
            for (int i = 0; i < rate.length; i++) {
                rate[i] *= factor;
            }
        }
        return new GyroTrack(timesNs, rates[0], rates[1], rates[2]);
    }

    /**
     * {@return the same track with each rate vector multiplied by a matrix}
     *
     * @param map from this track's axes to the other's
     */
    public GyroTrack mapped(Matrix3 map) {
        double[] matrix = map.rowMajor();
        int n = timesNs.length;
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < 3; a++) {
                rates[a][i] = (float) (matrix[3 * a] * x[i] + matrix[3 * a + 1] * y[i] + matrix[3 * a + 2] * z[i]);
            }
        }
        return new GyroTrack(timesNs, rates[0], rates[1], rates[2]);
    }

    /** The median step of at least two times, ns; of very many, of some. */
    static long medianStep(long[] t) {
        int n = t.length - 1;
        int take = Math.min(n, 20_001);
        long[] steps = new long[take];
        for (int i = 0; i < take; i++) {
            int at = (int) ((long) i * n / take);
            steps[i] = t[at + 1] - t[at];
        }
        java.util.Arrays.sort(steps);
        return Math.max(1, steps[take / 2]);
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
     * {@return rate about the log's first axis, rad/s}
     *
     * @param sample from 0
     */
    public float x(int sample) {
        return x[sample];
    }

    /**
     * {@return rate about the log's second axis, rad/s}
     *
     * @param sample from 0
     */
    public float y(int sample) {
        return y[sample];
    }

    /**
     * {@return rate about the log's third axis, rad/s}
     *
     * @param sample from 0
     */
    public float z(int sample) {
        return z[sample];
    }

    /** {@return time of the first sample, ns on the log's clock} */
    public long startNs() {
        return timesNs[0];
    }

    /** {@return time of the last sample, ns on the log's clock} */
    public long endNs() {
        return timesNs[timesNs.length - 1];
    }

    /** {@return median step between samples, ns} */
    public long periodNs() {
        return periodNs;
    }

    /** {@return the longest step that is no gap yet, ns} */
    public long gapNs() {
        return gapNs(periodNs);
    }

    /** The longest step that is no gap yet, by the usual step; both ns. */
    static long gapNs(long periodNs) {
        return Math.max(5 * periodNs / 2, periodNs + 8_000_000L);
    }

    /**
     * {@return index of the last sample at or before a time, or −1 when all are later}
     *
     * @param timeNs ns on the log's clock
     */
    public int indexAtOrBefore(long timeNs) {
        int at = java.util.Arrays.binarySearch(timesNs, timeNs);
        return at >= 0 ? at : -at - 2;
    }
}
