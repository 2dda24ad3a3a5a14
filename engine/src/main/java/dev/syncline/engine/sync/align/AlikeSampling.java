package dev.syncline.engine.sync.align;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The finer of two logs as the coarser one would show it. Between samples a rate is taken as a straight line, which damps quick
 * motion: at a quarter of the sampling rate to 0.81 of its size. Compared with a log that is sampled more often, the coarser
 * one would seem to have a smaller scale, by up to some per cent. So the finer one is damped alike: averaged with a triangle
 * as wide as the straight lines reach.
 */
final class AlikeSampling {
    /** Rates this near are alike. */
    private static final double ALIKE = 1.1;

    /** Straight lines shorter than this damp nothing that bodies do, ns. */
    private static final double SHORT_NS = 0.5e6;

    /** The triangle is made of so many boxes up, and as many down, at most. */
    private static final int MOST_STEPS = 4;

    /** The new grid is finer than the log by this factor at most, unless a triangle needs more. */
    private static final double MOST_FINER = 4;

    /** Samples that are worked out at a time. */
    private static final int CHUNK = 1 << 14;

    private AlikeSampling() {}

    /** The pair with both logs damped alike; the same where they are. */
    static LogPair of(LogPair pair) {
        double periodA = periodNs(pair.a());
        double periodB = periodNs(pair.b());
        GyroTrack a = coarser(periodB, periodA) ? damped(pair.a(), periodB) : pair.a();
        GyroTrack b = coarser(periodA, periodB) ? damped(pair.b(), periodA) : pair.b();
        return new LogPair(a, b, pair.zeroANs(), pair.zeroBNs());
    }

    /**
     * The period of an even log that straight lines damp as much as this one, ns: samples that stand unevenly, or are missing,
     * have more long lines than their usual step tells.
     */
    private static double periodNs(GyroTrack log) {
        double cubes = 0;
        double sum = 0;
        for (int i = 1; i < log.size(); i++) {
            double step = (double) log.timeNs(i) - log.timeNs(i - 1);
            if (step <= log.gapNs()) {
                cubes += step * step * step;
                sum += step;
            }
        }
        return sum > 0 ? Math.sqrt(cubes / sum) : log.periodNs();
    }

    private static boolean coarser(double periodNs, double otherNs) {
        return periodNs > ALIKE * otherNs && periodNs > SHORT_NS;
    }

    /**
     * A log that is damped as if it were sampled more seldom.
     *
     * @param periodNs more than its own, ns
     * @return on an even grid, without the beginning and the end and what lies beside gaps; the log itself where nothing would
     *     be left
     */
    private static GyroTrack damped(GyroTrack log, double periodNs) {
        double own = periodNs(log);
        // Straight lines over a period are a triangle, whose variance is a sixth of the period's square.
        double variance = (periodNs * periodNs - own * own) / 6;
        int steps = MOST_STEPS;
        while (steps > 1 && Math.sqrt(variance / spread(steps)) < own / MOST_FINER) {
            steps--;
        }
        return averaged(log, steps, Math.sqrt(variance / spread(steps)));
    }

    private static double weight(int steps, int box) {
        return (steps - Math.abs(box + 0.5 - steps)) / (steps * steps);
    }

    /** Variance of a triangle of boxes, with that of the straight lines on its own grid, in squares of the step. */
    private static double spread(int steps) {
        double spread = 1.0 / 12 + 1.0 / 6;
        for (int box = 0; box < 2 * steps; box++) {
            double place = box + 0.5 - steps;
            spread += weight(steps, box) * place * place;
        }
        return spread;
    }

    private static GyroTrack averaged(GyroTrack log, int steps, double stepNs) {
        long count = (long) Math.floor((log.endNs() - log.startNs()) / stepNs);
        long samples = count - 2L * steps + 1;
        BoxAveragedRates averages = BoxAveragedRates.of(log);
        Grown grown = new Grown();
        float[][] boxes = new float[3][CHUNK + 2 * steps];
        float[] known = new float[CHUNK + 2 * steps];
        for (long from = 0; from < samples; from += CHUNK) {
            int here = (int) Math.min(CHUNK, samples - from);
            double firstNs = log.startNs() + (from + 0.5) * stepNs;
            if (isEmpty(log, firstNs, firstNs + (here + 2 * steps) * stepNs)) {
                continue;
            }
            averages.fill(firstNs, stepNs, stepNs, here + 2 * steps - 1, boxes, known);
            for (int i = 0; i < here; i++) {
                float[] rate = weighed(boxes, known, steps, i);
                if (rate != null) {
                    grown.add(log.startNs() + Math.round((from + i + steps) * stepNs), rate);
                }
            }
        }
        return grown.size < 2 ? log : grown.track();
    }

    /** Whether a stretch lies in a pause: one of days has more boxes than there is memory for. */
    private static boolean isEmpty(GyroTrack log, double fromNs, double toNs) {
        int before = log.indexAtOrBefore((long) fromNs);
        return before >= 0
                && before + 1 < log.size()
                && log.timeNs(before + 1) > toNs
                && log.timeNs(before + 1) - log.timeNs(before) > log.gapNs();
    }

    /** The triangle that begins at a box; null where a box of it is not known. */
    private static float @Nullable [] weighed(float[][] boxes, float[] known, int steps, int from) {
        double[] sum = new double[3];
        for (int j = 0; j < 2 * steps; j++) {
            if (known[from + j] == 0) {
                return null;
            }
            for (int axis = 0; axis < 3; axis++) {
                sum[axis] += weight(steps, j) * boxes[axis][from + j];
            }
        }
        return new float[] {(float) sum[0], (float) sum[1], (float) sum[2]};
    }

    /** Samples as they come. */
    private static final class Grown {
        private long[] timesNs = new long[CHUNK];
        private final float[][] rates = new float[3][CHUNK];
        private int size;

        void add(long timeNs, float[] rate) {
            if (size == timesNs.length) {
                int more = size + (size >> 1);
                timesNs = Arrays.copyOf(timesNs, more);
                for (int axis = 0; axis < 3; axis++) {
                    rates[axis] = Arrays.copyOf(rates[axis], more);
                }
            }
            timesNs[size] = timeNs;
            for (int axis = 0; axis < 3; axis++) {
                rates[axis][size] = rate[axis];
            }
            size++;
        }

        GyroTrack track() {
            return new GyroTrack(
                    Arrays.copyOf(timesNs, size),
                    Arrays.copyOf(rates[0], size),
                    Arrays.copyOf(rates[1], size),
                    Arrays.copyOf(rates[2], size));
        }
    }
}
