package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples being read: arrays that grow, with no object a sample. Handed over to a {@link GyroTrack} once. */
public final class GyroSamples {
    private static final int FIRST_CAPACITY = 4096;
    private static final int MOST = Integer.MAX_VALUE - 64;

    private long[] timesNs = new long[FIRST_CAPACITY];
    private float[] x = new float[FIRST_CAPACITY];
    private float[] y = new float[FIRST_CAPACITY];
    private float[] z = new float[FIRST_CAPACITY];
    private int size;
    private final @Nullable RowStreams beside;

    /** Rates alone. */
    public GyroSamples() {
        beside = null;
    }

    /**
     * Rates, and what other sensors say at the same times.
     *
     * @param others what they measure; may be empty
     */
    public GyroSamples(List<SensorQuantity> others) {
        beside = others.isEmpty() ? null : new RowStreams(others);
    }

    /**
     * A recording as read.
     *
     * @param streams what other sensors said at its times, none without a sample
     */
    public record Recording(GyroTrack gyro, List<SensorTrack> streams) {}

    /**
     * A number of another sensor, of the sample that is added next. What is not said is not known.
     *
     * @param column its place in the columns of all those that were named, from 0
     * @param value in the quantity's unit; one that is not finite is left out
     */
    public void beside(int column, double value) {
        if (beside == null) {
            throw new IllegalStateException("no other sensor was named");
        }
        beside.next(column, (float) value);
    }

    /** Forgets what other sensors said of a sample that is not added. */
    public void forgetBeside() {
        if (beside != null) {
            beside.forget();
        }
    }

    /** {@return number of samples so far} */
    public int size() {
        return size;
    }

    /** {@return time of the last sample, ns; at least one must have been added} */
    public long lastNs() {
        return timesNs[size - 1];
    }

    /**
     * Adds a sample.
     *
     * @param timeNs ns on the log's clock
     * @param rateX rate about the log's first axis, rad/s
     * @param rateY rate about its second axis, rad/s
     * @param rateZ rate about its third axis, rad/s
     */
    public void add(long timeNs, float rateX, float rateY, float rateZ) {
        if (size == timesNs.length) {
            expect(size + (long) size / 2);
        }
        timesNs[size] = timeNs;
        x[size] = rateX;
        y[size] = rateY;
        z[size] = rateZ;
        if (beside != null) {
            beside.take(size, timesNs.length);
        }
        size++;
    }

    /**
     * Adds a sample whose time should be later than the last one's. Of two that are not in order one goes: the last one,
     * where it is the one that leaps ahead, else this.
     *
     * @return false where one was left out
     */
    public boolean addInOrder(long timeNs, float rateX, float rateY, float rateZ) {
        if (size > 0 && timeNs <= timesNs[size - 1]) {
            boolean leaptAhead = timeNs < timesNs[size - 1] && (size == 1 || timeNs > timesNs[size - 2]);
            if (leaptAhead) {
                size--;
                add(timeNs, rateX, rateY, rateZ);
            } else {
                forgetBeside();
            }
            return false;
        }
        add(timeNs, rateX, rateY, rateZ);
        return true;
    }

    /**
     * Takes the last samples away that are not before a time.
     *
     * @param most so many; where there are more, none is taken
     * @return whether they are gone
     */
    public boolean removeFrom(long timeNs, int most) {
        int kept = size;
        while (kept > 0 && timesNs[kept - 1] >= timeNs) {
            kept--;
        }
        if (size - kept > most) {
            return false;
        }
        size = kept;
        return true;
    }

    /**
     * Adds all samples of others, their times moved.
     *
     * @param others with the same other sensors beside them
     * @param shiftNs added to each time, ns
     */
    public void addAll(GyroSamples others, long shiftNs) {
        expect((long) size + others.size);
        for (int i = 0; i < others.size; i++) {
            timesNs[size + i] = others.timesNs[i] + shiftNs;
        }
        System.arraycopy(others.x, 0, x, size, others.size);
        System.arraycopy(others.y, 0, y, size, others.size);
        System.arraycopy(others.z, 0, z, size, others.size);
        if (beside != null && others.beside != null) {
            beside.addAll(size, others.beside, others.size);
        }
        size += others.size;
    }

    /** Takes all samples away, and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** {@return time of the first sample, ns; at least one must have been added} */
    public long firstNs() {
        return timesNs[0];
    }

    /**
     * Makes room for this many samples in all, so that a long log is not copied again and again.
     *
     * @param samples expected; may be too few or too many
     */
    public void expect(long samples) {
        if (samples > timesNs.length) {
            // By half at least: expectations that rise a little each time would copy everything each time.
            long room = Math.max(samples, timesNs.length + (long) timesNs.length / 2);
            int capacity = (int) Math.min(room, MOST);
            timesNs = Arrays.copyOf(timesNs, capacity);
            x = Arrays.copyOf(x, capacity);
            y = Arrays.copyOf(y, capacity);
            z = Arrays.copyOf(z, capacity);
        }
    }

    /**
     * {@return the track of these samples, which must not be added to afterwards}
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
     * Makes the recordings of these samples, which must not be added to afterwards. Times that wrap, that batches share
     * or that are out of order are put right.
     *
     * @param tickNs what the log's clock counts in, ns; 0 where its times are no whole numbers
     * @param warnings what was put right is added, one line each
     * @return in the order of the file, each in order of time
     * @throws IllegalArgumentException when no two samples are in order of time, or time starts again beyond belief
     */
    public List<GyroTrack> toTracks(double tickNs, LogWarnings warnings) {
        return toRecordings(tickNs, warnings).stream().map(Recording::gyro).toList();
    }

    /**
     * Makes the recordings of these samples and of what stands beside them: as {@link #toTracks}.
     *
     * @throws IllegalArgumentException as {@link #toTracks}
     */
    public List<Recording> toRecordings(double tickNs, LogWarnings warnings) {
        if (beside == null && LogTimes.isInOrder(timesNs, size)) {
            return List.of(new Recording(toTrack(), List.of()));
        }
        long[] times = trimmed(timesNs, size);
        float[][] rates = {trimmed(x, size), trimmed(y, size), trimmed(z, size)};
        float[][] others = beside == null ? new float[0][] : beside.columns(size);
        float[][] columns = Arrays.copyOf(rates, 3 + others.length);
        System.arraycopy(others, 0, columns, 3, others.length);
        List<LogTimes.Rows> all = LogTimes.isInOrder(times, size)
                ? List.of(new LogTimes.Rows(times, columns))
                : new LogTimes(times, columns, tickNs, warnings).recordings();
        List<Recording> recordings = new ArrayList<>();
        for (LogTimes.Rows rows : all) {
            float[][] own = rows.columns();
            GyroTrack gyro = new GyroTrack(rows.timesNs(), own[0], own[1], own[2]);
            recordings.add(new Recording(gyro, streams(rows.timesNs(), own, warnings)));
        }
        return recordings;
    }

    /**
     * Makes the only recording of these samples, whose times are in order, and of what stands beside them.
     *
     * @throws IllegalArgumentException as {@link #toTrack}
     */
    public Recording toRecording(LogWarnings warnings) {
        GyroTrack gyro = toTrack();
        float[][] others = beside == null ? new float[0][] : beside.columns(size);
        float[][] columns = new float[3 + others.length][];
        System.arraycopy(others, 0, columns, 3, others.length);
        return new Recording(gyro, streams(timesNs, columns, warnings));
    }

    private List<SensorTrack> streams(long[] times, float[][] columns, LogWarnings warnings) {
        return beside == null ? List.of() : beside.tracks(times, columns, 3, warnings);
    }

    private static long[] trimmed(long[] a, int size) {
        return a.length == size ? a : Arrays.copyOf(a, size);
    }

    private static float[] trimmed(float[] a, int size) {
        return a.length == size ? a : Arrays.copyOf(a, size);
    }
}
