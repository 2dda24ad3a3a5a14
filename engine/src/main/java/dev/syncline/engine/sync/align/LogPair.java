package dev.syncline.engine.sync.align;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.OffsetRange;

/**
 * Two logs, the times of each counted from its own beginning: clocks that count from an epoch lie a billion seconds apart,
 * where doubles no longer hold nanoseconds.
 *
 * @param a the first log, from 0 ns on
 * @param b the second log, from 0 ns on
 * @param zeroANs the first log's beginning on its own clock, ns
 * @param zeroBNs the second log's beginning on its own clock, ns
 */
record LogPair(GyroTrack a, GyroTrack b, long zeroANs, long zeroBNs) {
    /**
     * No log is fitted at a finer step: above some 50 Hz bodies bend and sensors' filters differ in delay (seen on a phone
     * and a controller, which say 0.3 ms more at 2 ms than at 4 to 40 ms).
     */
    private static final double FINEST_STEP_NS = 10e6;

    /** The search compares boxes of at least this length. */
    private static final double COARSE_STEP_NS = 20e6;

    /** A grid is made longer by at most this share, to be out of step with the samples. */
    private static final double MOST_LONGER = 0.1;

    private static final int STEPS_TRIED = 100;

    /** Boxes that begin this much of a sample later each time begin everywhere soon enough. */
    private static final double ENOUGH_APART = 0.0618;

    static LogPair of(GyroTrack a, GyroTrack b) {
        return new LogPair(a.shifted(-a.startNs()), b.shifted(-b.startNs()), a.startNs(), b.startNs());
    }

    /** The same pair with one axis of the second log negated. */
    LogPair mirrored() {
        return new LogPair(a, b.negating(2), zeroANs, zeroBNs);
    }

    /** Length of the first log, ns. */
    double endANs() {
        return (double) a.endNs();
    }

    /** Length of the second log, ns. */
    double endBNs() {
        return (double) b.endNs();
    }

    /** Whether the first log is the shorter one, whose windows slide along the other. */
    boolean firstIsShorter() {
        return a.endNs() <= b.endNs();
    }

    GyroTrack shorter() {
        return firstIsShorter() ? a : b;
    }

    GyroTrack longer() {
        return firstIsShorter() ? b : a;
    }

    /** Step of the grid that both logs are searched on, ns. */
    double searchStepNs() {
        return Math.max(COARSE_STEP_NS, coarserPeriodNs());
    }

    /** Step of the grid that both logs are fitted on, ns. */
    double fitStepNs() {
        return Math.max(FINEST_STEP_NS, coarserPeriodNs());
    }

    /**
     * A little more than a step, so that the boxes begin anywhere between samples. How much noise is left in a box depends on
     * where between two samples it begins: on a grid in step with the samples the fit would go where there is least, by
     * milliseconds in noisy logs.
     */
    double outOfStep(double stepNs) {
        double best = stepNs;
        double widest = 0;
        for (int i = 1; i <= STEPS_TRIED; i++) {
            double tried = stepNs * (1 + MOST_LONGER * i / STEPS_TRIED);
            double apart = Math.min(fromWhole(tried / a.periodNs()), fromWhole(tried / b.periodNs()));
            if (apart > widest + 1e-9) {
                widest = apart;
                best = tried;
            }
        }
        return best;
    }

    private static double fromWhole(double samples) {
        return Math.min(ENOUGH_APART, Math.abs(samples - Math.rint(samples)));
    }

    double coarserPeriodNs() {
        return Math.max(a.periodNs(), b.periodNs());
    }

    /** Offsets of the shorter log against the longer, from its beginning, for offsets of first minus second. */
    OffsetRange relative(OffsetRange absolute) {
        double zero = (double) zeroANs - zeroBNs;
        double first = absolute.firstNs() - zero;
        double last = absolute.lastNs() - zero;
        return firstIsShorter() ? new OffsetRange(first, last) : new OffsetRange(-last, -first);
    }
}
