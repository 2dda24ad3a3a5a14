package dev.syncline.engine.telemetry;

import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts the times of samples right that stand in a log as they were written: counters of 32 bits that wrap, batches that
 * share one stamp, packets that were stamped early or written late, and several recordings one after the other. All
 * formats with a time beside each sample come through here ({@link GyroSamples#toTracks}, {@link StreamSamples}).
 */
final class LogTimes {
    /** A counter that wraps goes on within so much; what begins later is another recording, ns. */
    private static final double LONGEST_WRAP_STEP_NS = 1e9;

    /** Packets are late by no more than this; a clock that falls further back belongs to another recording, ns. */
    private static final long LATEST_PACKET_NS = 2_000_000_000L;

    /** Fewer samples that stand behind later ones are sorted: they may be a packet at the file's end, samples. */
    private static final int SHORTEST_SET_BACK = 20;

    /** No recording pauses for longer: the clock was set, or another recording was joined on. */
    private static final double LONGEST_PAUSE_NS = 86_400e9;

    /** A file that starts again more often holds no recordings but disorder. */
    private static final int MOST_RECORDINGS = 100;

    /** Where more than one sample in this many repeats the time before it, stamps are those of batches. */
    private static final int SAMPLES_PER_REPEAT = 10;

    private static final int LONGEST_BATCH = 4096;

    private final long[] times;
    private final float[][] columns;
    private final double tickNs;
    private final LogWarnings warnings;

    /**
     * Samples in order of time.
     *
     * @param timesNs strictly increasing: long[n]
     * @param columns what was measured: float[][n]
     */
    record Rows(long[] timesNs, float[][] columns) {}

    /**
     * @param times as written, ns; changed
     * @param columns what stands beside each time: float[][times.length]; changed
     * @param tickNs what the time column counts in, ns; 0 where it is no counter
     */
    LogTimes(long[] times, float[][] columns, double tickNs, LogWarnings warnings) {
        this.times = times;
        this.columns = columns;
        this.tickNs = tickNs;
        this.warnings = warnings;
    }

    /**
     * The recordings in the order of the file, each of at least two samples.
     *
     * @throws IllegalArgumentException when there is none, or too many
     */
    List<Rows> recordings() {
        unwrap();
        List<Integer> begins = begins();
        List<Rows> recordings = new ArrayList<>();
        for (int r = 0; r + 1 < begins.size(); r++) {
            Rows recording = recording(begins.get(r), begins.get(r + 1));
            if (recording != null) {
                recordings.add(recording);
            }
        }
        if (recordings.isEmpty()) {
            int restarts = begins.size() - 2;
            throw new IllegalArgumentException("no two of its " + times.length + " samples are in order of time"
                    + (restarts > 0 ? ": time runs backwards or leaps ahead by days " + restarts + " times" : ""));
        }
        return recordings;
    }

    /** Whether the first {@code size} times need nothing of this. */
    static boolean isInOrder(long[] timesNs, int size) {
        for (int i = 1; i < size; i++) {
            if (timesNs[i] <= timesNs[i - 1] || (double) timesNs[i] - timesNs[i - 1] > LONGEST_PAUSE_NS) {
                return false;
            }
        }
        return size >= 2;
    }

    private void unwrap() {
        double period = tickNs * 0x1p32;
        if (!(period > 0 && period < 1e18)) {
            return;
        }
        long wrapNs = Math.round(period);
        long added = 0;
        long before = times.length == 0 ? 0 : times[0];
        int wraps = 0;
        for (int i = 1; i < times.length; i++) {
            long raw = times[i];
            double step = (double) raw - before + wrapNs;
            boolean counter = before < wrapNs && before >= 0 && raw >= 0;
            if (counter && raw < before && step > 0 && step <= LONGEST_WRAP_STEP_NS && added < Long.MAX_VALUE / 4) {
                added += wrapNs;
                wraps++;
            }
            before = raw;
            times[i] = raw + added;
        }
        if (wraps > 0) {
            warnings.add(
                    WarningCode.LOG_TIMES,
                    String.format(
                            Locale.ROOT,
                            "the log's clock is a counter of 32 bits that wraps after %.3f s: it was unwrapped %d time%s",
                            wrapNs * 1e-9,
                            wraps,
                            wraps == 1 ? "" : "s"));
        }
    }

    /** First samples of the recordings, and the number of all samples. */
    private List<Integer> begins() {
        List<Integer> begins = new ArrayList<>(List.of(0));
        long start = times.length == 0 ? 0 : times[0];
        for (int i = 1; i < times.length; i++) {
            double step = (double) times[i] - times[i - 1];
            boolean isNew = step < 0 && (times[i] <= start || -step > LATEST_PACKET_NS || wasSetBack(i));
            if (isNew || step > LONGEST_PAUSE_NS) {
                begins.add(i);
                start = times[i];
                if (begins.size() > MOST_RECORDINGS) {
                    throw new IllegalArgumentException("time starts again more than " + MOST_RECORDINGS
                            + " times, first after " + times[begins.get(1) - 1] * 1e-9 + " s");
                }
            }
        }
        begins.add(times.length);
        return begins;
    }

    /**
     * Whether the clock was set back before a sample: time goes on from there as if nothing were, over a stretch that has
     * been logged already. A packet that was written late fills a gap instead, and one that was stamped early leaves one.
     */
    private boolean wasSetBack(int at) {
        double back = (double) times[at - 1] - times[at];
        int end = at + 1;
        while (end < times.length && times[end - 1] <= times[at - 1]) {
            double step = (double) times[end] - times[end - 1];
            if (step < 0 || step > back / 2) {
                return false;
            }
            end++;
        }
        int before = at - 1;
        while (before > 0 && times[before - 1] > times[at]) {
            before--;
        }
        double gap = before == 0 ? 0 : (double) times[before] - times[before - 1];
        double logged = Math.min(back, (double) times[end - 1] - times[at]);
        return end - at >= SHORTEST_SET_BACK && gap <= logged / 2;
    }

    private @Nullable Rows recording(int from, int to) {
        if (to - from < 2) {
            return null;
        }
        long[] t = Arrays.copyOfRange(times, from, to);
        float[][] r = new float[columns.length][];
        for (int a = 0; a < r.length; a++) {
            r[a] = Arrays.copyOfRange(columns[a], from, to);
        }
        spread(t);
        putEarlyPacketsBack(t);
        sort(t, r);
        int kept = 1;
        for (int i = 1; i < t.length; i++) {
            if (t[i] > t[kept - 1]) {
                t[kept] = t[i];
                for (float[] axis : r) {
                    axis[kept] = axis[i];
                }
                kept++;
            }
        }
        int repeats = t.length - kept;
        if (repeats > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    repeats + (repeats == 1 ? " sample repeats" : " samples repeat") + " the time before: left out");
        }
        if (kept < 2) {
            return null;
        }
        for (int a = 0; a < r.length; a++) {
            r[a] = Arrays.copyOf(r[a], kept);
        }
        return new Rows(Arrays.copyOf(t, kept), r);
    }

    /** Spreads samples that share a stamp evenly, where most stamps are shared. */
    private void spread(long[] t) {
        int repeats = 0;
        for (int i = 1; i < t.length; i++) {
            repeats += t[i] == t[i - 1] ? 1 : 0;
        }
        int stamps = t.length - repeats;
        if (repeats <= stamps / SAMPLES_PER_REPEAT + 1 || stamps < 2) {
            return;
        }
        int[] ends = new int[stamps];
        long[] steps = new long[stamps - 1];
        int[] sizes = new int[stamps];
        int b = 0;
        for (int i = 1; i <= t.length; i++) {
            if (i == t.length || t[i] != t[i - 1]) {
                ends[b] = i;
                sizes[b] = i - (b == 0 ? 0 : ends[b - 1]);
                if (i < t.length && b < steps.length) {
                    steps[b] = t[i] - t[i - 1];
                }
                b++;
            }
        }
        long usualStep = median(steps);
        int most = Arrays.stream(sizes).max().orElse(1);
        if (usualStep <= 0 || most > LONGEST_BATCH) {
            return;
        }
        boolean coarse = tickNs > 0 && usualStep <= 1.5 * tickNs;
        double each = (double) usualStep * stamps / t.length;
        long[] stamped = t.clone();
        for (int k = 0; k < stamps; k++) {
            int first = ends[k] - sizes[k];
            long stamp = stamped[first];
            double since = k == 0 ? Double.POSITIVE_INFINITY : (double) stamp - stamped[first - 1];
            for (int j = 0; j < sizes[k]; j++) {
                if (coarse) {
                    // The clock's last digit is rounded or cut off, nobody knows which: about it.
                    t[first + j] = stamp + Math.round(((j + 0.5) / sizes[k] - 0.5) * usualStep);
                } else {
                    // The sensor's queue is read when its last sample is there. Where a batch was lost, a gap stays.
                    double step = since > 0 && since < 1.5 * each * sizes[k] ? since / sizes[k] : each;
                    t[first + j] = stamp - Math.round((sizes[k] - 1 - j) * step);
                }
            }
        }
        warnings.add(
                WarningCode.LOG_TIMES,
                coarse
                        ? String.format(
                                Locale.ROOT,
                                "%d of %d samples repeat the time before, whose clock counts %.3g ms: spread evenly",
                                repeats,
                                t.length,
                                tickNs * 1e-6)
                        : String.format(
                                Locale.ROOT,
                                "%d samples come in batches of about %d with one time stamp each: spread evenly up to the"
                                        + " stamp; where the logger stamps a batch's first sample, the offset is off by"
                                        + " %.1f ms",
                                t.length,
                                Math.round((double) t.length / stamps),
                                (usualStep - each) * 1e-6));
    }

    /** Packets whose stamps fall back and leave as much out behind them were stamped early: their samples lie between. */
    private void putEarlyPacketsBack(long[] t) {
        long period = usualStep(t);
        int packets = 0;
        long worst = 0;
        for (int i = 1; i < t.length; i++) {
            if (t[i] >= t[i - 1]) {
                continue;
            }
            int end = i + 1;
            while (end < t.length && t[end] > t[end - 1] && t[end] - t[end - 1] <= 1.5 * period) {
                end++;
            }
            if (end == t.length || t[end] <= t[end - 1]) {
                continue;
            }
            double between = (double) t[end] - t[i - 1];
            int places = end - i + 1;
            if (Math.abs(between - (double) places * period) < 0.5 * period) {
                long before = t[i - 1];
                worst = Math.max(worst, before + period - t[i]);
                for (int k = i; k < end; k++) {
                    t[k] = before + Math.round(between * (k - i + 1) / places);
                }
                packets++;
            }
        }
        if (packets > 0) {
            warnings.add(
                    WarningCode.LOG_TIMES,
                    String.format(
                            Locale.ROOT,
                            "%d packet%s stamped up to %.1f ms early: put back between their neighbours",
                            packets,
                            packets == 1 ? " was" : "s were",
                            worst * 1e-6));
        }
    }

    /** Packets that were written late go to their own place. */
    private void sort(long[] t, float[][] r) {
        int late = 0;
        long highest = t[0];
        for (long time : t) {
            late += time < highest ? 1 : 0;
            highest = Math.max(highest, time);
        }
        if (late == 0) {
            return;
        }
        Integer[] order = new Integer[t.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(t[a], t[b]));
        long[] times2 = t.clone();
        for (int i = 0; i < t.length; i++) {
            t[i] = times2[order[i]];
        }
        for (float[] axis : r) {
            float[] was = axis.clone();
            for (int i = 0; i < axis.length; i++) {
                axis[i] = was[order[i]];
            }
        }
        warnings.add(
                WarningCode.LOG_TIMES,
                late + (late == 1 ? " sample stands" : " samples stand")
                        + " behind later ones in the file: sorted by time");
    }

    private static long usualStep(long[] t) {
        long[] steps = new long[t.length - 1];
        for (int i = 1; i < t.length; i++) {
            steps[i - 1] = t[i] - t[i - 1];
        }
        return Math.max(1, median(steps));
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
