package dev.syncline.engine.sync.align;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import java.util.Arrays;

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

    private AlikeSampling() {}

    /** The pair with both logs damped alike; the same where they are. */
    static LogPair of(LogPair pair) {
        double periodA = (double) pair.a().periodNs();
        double periodB = (double) pair.b().periodNs();
        GyroTrack a = coarser(periodB, periodA) ? damped(pair.a(), periodB) : pair.a();
        GyroTrack b = coarser(periodA, periodB) ? damped(pair.b(), periodA) : pair.b();
        return new LogPair(a, b, pair.zeroANs(), pair.zeroBNs());
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
        double own = (double) log.periodNs();
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
        int count = (int) Math.min(1 << 28, Math.floor((log.endNs() - log.startNs()) / stepNs));
        int samples = count - 2 * steps + 1;
        if (samples < 2) {
            return log;
        }
        float[][] boxes = new float[3][count];
        float[] known = new float[count];
        BoxAveragedRates.of(log).fill(log.startNs() + stepNs / 2, stepNs, stepNs, count, boxes, known);
        long[] timesNs = new long[samples];
        float[][] rates = new float[3][samples];
        int size = 0;
        for (int i = 0; i < samples; i++) {
            double[] sum = new double[3];
            boolean whole = true;
            for (int j = 0; j < 2 * steps; j++) {
                whole &= known[i + j] > 0;
                for (int axis = 0; axis < 3; axis++) {
                    sum[axis] += weight(steps, j) * boxes[axis][i + j];
                }
            }
            if (whole) {
                timesNs[size] = log.startNs() + Math.round((i + steps) * stepNs);
                for (int axis = 0; axis < 3; axis++) {
                    rates[axis][size] = (float) sum[axis];
                }
                size++;
            }
        }
        return size < 2
                ? log
                : new GyroTrack(
                        Arrays.copyOf(timesNs, size),
                        Arrays.copyOf(rates[0], size),
                        Arrays.copyOf(rates[1], size),
                        Arrays.copyOf(rates[2], size));
    }
}
