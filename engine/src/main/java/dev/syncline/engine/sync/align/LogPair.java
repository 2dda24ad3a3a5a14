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
