package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import java.util.Arrays;
import java.util.List;

/** Samples being read: arrays that grow, with no object a sample. Handed over to a {@link GyroTrack} once. */
public final class GyroSamples {
    private static final int FIRST_CAPACITY = 4096;
    private static final int MOST = Integer.MAX_VALUE - 64;

    private long[] timesNs = new long[FIRST_CAPACITY];
    private float[] x = new float[FIRST_CAPACITY];
    private float[] y = new float[FIRST_CAPACITY];
    private float[] z = new float[FIRST_CAPACITY];
    private int size;

    /** Number of samples so far. */
    public int size() {
        return size;
    }

    /** Time of the last sample, ns. */
    public long lastNs() {
        return timesNs[size - 1];
    }

    /** Adds a sample: ns on the log's clock, rad/s about the log's axes. */
    public void add(long timeNs, float rateX, float rateY, float rateZ) {
        if (size == timesNs.length) {
            expect(size + (long) size / 2);
        }
        timesNs[size] = timeNs;
        x[size] = rateX;
        y[size] = rateY;
        z[size] = rateZ;
        size++;
    }

    /** Makes room for this many samples in all, so that a long log is not copied again and again. */
    public void expect(long samples) {
        int capacity = (int) Math.min(samples, MOST);
        if (capacity > timesNs.length) {
            timesNs = Arrays.copyOf(timesNs, capacity);
            x = Arrays.copyOf(x, capacity);
            y = Arrays.copyOf(y, capacity);
            z = Arrays.copyOf(z, capacity);
        }
    }

    /**
     * The track of these samples, which must not be added to afterwards.
     *
     * @throws IllegalArgumentException as {@link GyroTrack}'s constructor does
     */
    public GyroTrack toTrack() {
        timesNs = trimmed(timesNs, size);
        x = trimmed(x, size);
        y = trimmed(y, size);
        z = trimmed(z, size);
        return new GyroTrack(timesNs, x, y, z);
    }

    /**
     * The recordings that these samples make, in the order of the file, each in order of time; the samples must not be added
     * to afterwards. Times that wrap, that batches share or that are out of order are put right.
     *
     * @param tickNs what the log's clock counts in, ns; 0 where its times are no whole numbers
     * @param warnings what was put right is added, one line each
     * @throws IllegalArgumentException when no two samples are in order of time, or time starts again beyond belief
     */
    public List<GyroTrack> toTracks(double tickNs, LogWarnings warnings) {
        if (isInOrder()) {
            return List.of(toTrack());
        }
        float[][] rates = {trimmed(x, size), trimmed(y, size), trimmed(z, size)};
        return new LogTimes(trimmed(timesNs, size), rates, tickNs, warnings).tracks();
    }

    private boolean isInOrder() {
        for (int i = 1; i < size; i++) {
            if (timesNs[i] <= timesNs[i - 1] || (double) timesNs[i] - timesNs[i - 1] > LogTimes.LONGEST_PAUSE_NS) {
                return false;
            }
        }
        return size >= 2;
    }

    private static long[] trimmed(long[] a, int size) {
        return a.length == size ? a : Arrays.copyOf(a, size);
    }

    private static float[] trimmed(float[] a, int size) {
        return a.length == size ? a : Arrays.copyOf(a, size);
    }
}
