package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Leaves out samples that no motion makes: a rate that leaps away and is back, within three samples, near where it was.
 * Broken transfers from a sensor look so. A knock does not: it swings, and its neighbours move as well. So are left out up
 * to three samples at either edge that leap and have nothing before or behind them ({@link EdgeJunk}).
 */
final class SpikeScan {
    /** No leap below this is looked at, rad/s. */
    static final float LEAST_LEAP_RAD_S = 4;

    /** A leap is at least so many of the steps that the log takes there and on the whole. */
    private static final float LEAP_STEPS = 15;

    /** What is left between the samples on either side, as a share of the leap. */
    private static final float BACK = 0.15f;

    static final int LONGEST = 3;

    /** Steps about a sample that the usual step there is taken from. */
    private static final int NEAR = 12;

    /** From the sample before a spike to the one behind it. What takes longer may be a motion, if it is not too sudden, ns. */
    private static final long LONGEST_NS = 25_000_000;

    /** Nothing that carries a camera speeds up or stops so fast, rad/s²; a racing drone's flip reaches half of it. */
    static final double MOST_RAD_S2 = 1500;

    /** A log with more of them than one sample in this many is broken as a whole. */
    private static final int SAMPLES_PER_SPIKE = 10;

    private SpikeScan() {}

    /** The log without its spikes, and a warning that counts them; the log itself where it has none. */
    static MotionLog without(MotionLog log) {
        List<MotionLog> others = log.others().stream().map(SpikeScan::without).toList();
        return ofOne(others.isEmpty() ? log : log.beside(others));
    }

    private static MotionLog ofOne(MotionLog log) {
        return withoutSpikes(withoutJunk(log));
    }

    private static MotionLog withoutJunk(MotionLog log) {
        GyroTrack gyro = log.gyro();
        EdgeJunk.Found first = EdgeJunk.at(gyro, EdgeJunk.Edge.START, LONGEST);
        EdgeJunk.Found last = EdgeJunk.at(gyro, EdgeJunk.Edge.END, LONGEST);
        BitSet junk = new BitSet();
        junk.set(0, first.samples());
        junk.set(gyro.size() - last.samples(), gyro.size());
        if (junk.isEmpty() || junk.cardinality() > gyro.size() / SAMPLES_PER_SPIKE) {
            return log;
        }
        return log.with(
                without(gyro, junk),
                WarningCode.LOG_SPIKES,
                String.format(
                        Locale.ROOT,
                        "%d sample%s at its %s %s off by up to %.1f rad/s and leap back, as no motion does: left out",
                        junk.cardinality(),
                        junk.cardinality() == 1 ? "" : "s",
                        last.samples() == 0 ? "beginning" : first.samples() == 0 ? "end" : "beginning and end",
                        junk.cardinality() == 1 ? "lies" : "lie",
                        Math.max(first.leapRadS(), last.leapRadS())));
    }

    private static MotionLog withoutSpikes(MotionLog log) {
        GyroTrack gyro = log.gyro();
        int n = gyro.size();
        BitSet spikes = new BitSet();
        float[] v = new float[n];
        for (int axis = 0; axis < 3; axis++) {
            for (int i = 0; i < n; i++) {
                v[i] = axis == 0 ? gyro.x(i) : axis == 1 ? gyro.y(i) : gyro.z(i);
            }
            mark(gyro, v, spikes);
        }
        int count = spikes.cardinality();
        if (count == 0) {
            return log;
        }
        if (count > n / SAMPLES_PER_SPIKE || n - count < 2) {
            return log.with(
                    gyro,
                    WarningCode.LOG_SPIKES,
                    String.format(
                            Locale.ROOT,
                            "%d of %d samples leap away and back as no motion does: too many to leave out, is the log"
                                    + " damaged?",
                            count,
                            n));
        }
        return log.with(
                without(gyro, spikes),
                WarningCode.LOG_SPIKES,
                String.format(
                        Locale.ROOT,
                        "%d of %d samples are spikes, which leap away and back as no motion does, first at log time %.3f"
                                + " s: left out",
                        count,
                        n,
                        gyro.timeNs(spikes.nextSetBit(0)) * 1e-9));
    }

    private static GyroTrack without(GyroTrack gyro, BitSet leftOut) {
        int n = gyro.size();
        int left = n - leftOut.cardinality();
        long[] t = new long[left];
        float[][] r = new float[3][left];
        int at = 0;
        for (int i = leftOut.nextClearBit(0); i < n; i = leftOut.nextClearBit(i + 1)) {
            t[at] = gyro.timeNs(i);
            r[0][at] = gyro.x(i);
            r[1][at] = gyro.y(i);
            r[2][at++] = gyro.z(i);
        }
        return new GyroTrack(t, r[0], r[1], r[2]);
    }

    private static void mark(GyroTrack gyro, float[] v, BitSet spikes) {
        float usual = usualStep(v, 0, v.length - 1);
        for (int i = 1; i < v.length; i++) {
            float base = v[i - 1];
            float leap = Math.abs(v[i] - base);
            if (leap < LEAST_LEAP_RAD_S || leap < LEAP_STEPS * usual || spikes.get(i)) {
                continue;
            }
            int end = i + 1;
            while (end < v.length && end - i < LONGEST && Math.abs(v[end] - base) > BACK * leap) {
                end++;
            }
            boolean back = end < v.length && Math.abs(v[end] - base) <= BACK * leap;
            if (back
                    && (gyro.timeNs(end) - gyro.timeNs(i - 1) <= LONGEST_NS
                            || (isSudden(gyro, v, i) && isSudden(gyro, v, end)))
                    && leap >= LEAP_STEPS * usualStep(v, Math.max(0, i - NEAR), Math.min(v.length - 1, end + NEAR))) {
                spikes.set(i, end);
                i = end;
            }
        }
    }

    /** Whether a sample differs from the one before it by more than a motion makes in that time. */
    private static boolean isSudden(GyroTrack gyro, float[] v, int i) {
        return isSudden(v[i] - v[i - 1], gyro.timeNs(i) - gyro.timeNs(i - 1));
    }

    static boolean isSudden(double leapRadS, long stepNs) {
        return Math.abs(leapRadS) >= MOST_RAD_S2 * 1e-9 * stepNs;
    }

    /** Median of the steps between two samples' numbers. */
    private static float usualStep(float[] v, int from, int to) {
        int count = Math.min(20_001, to - from);
        float[] steps = new float[Math.max(1, count)];
        for (int k = 0; k < count; k++) {
            int at = from + (int) ((long) k * (to - from) / count);
            steps[k] = Math.abs(v[at + 1] - v[at]);
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
