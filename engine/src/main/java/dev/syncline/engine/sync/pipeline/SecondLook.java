package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.RateSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Tried;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What else the log may be, once a sync as it stands was refused: mirrored, on a clock that runs at another rate than the
 * video's, or in degrees instead of radians. Each is tried on the rates of the windows that were seen already, against the
 * same test as any offset, and must fit far better than the log as it stands.
 */
final class SecondLook {
    /** The log must leave so many times as much unexplained as it stands. */
    private static final double FAR_BETTER = 2;

    /** A peak among all that was tried must be this improbable without a relation. */
    private static final double LARGEST_P = 1e-7;

    private static final double LEAST_SCORE = 0.85;

    /** Clocks are searched to five per cent. */
    private static final double LARGEST_RATE = 0.05;

    private static final double RATE_STEP = 0.005;

    /** How many times slower or faster a video plays that was filmed in slow motion, or speeded up. */
    private static final double[] SPEEDS = {2, 2.5, 4, 5, 8, 0.5, 0.4, 0.25, 0.2, 0.125};

    /** A log that is so many times too large (or too small) is in degrees (or was turned twice), to a fifth. */
    private static final double DEGREES = 180 / Math.PI;

    private static final double NEAR = 1.25;

    private final MotionLog log;
    private final List<VisualRates> seen;
    private final double score;
    private final List<Tried> tried = new ArrayList<>();

    /**
     * @param windows those that were seen
     * @param peak the best offset of the log as it stands, null where there is none
     */
    SecondLook(MotionLog log, List<TrackedWindow> windows, @Nullable CoarseOffset peak) {
        this.log = log;
        this.seen = Verdict.rates(windows);
        this.score = peak == null ? 0 : peak.score();
    }

    /** A log in degrees a second that says radians, or the other way round: the factor to put right; 1 where it is right. */
    static double unitFactor(@Nullable CoarseOffset peak) {
        double gain = peak == null ? 1 : peak.gain();
        if (gain > 1 / (DEGREES * NEAR) && gain < NEAR / DEGREES) {
            return 1 / DEGREES;
        }
        return gain > DEGREES / NEAR && gain < DEGREES * NEAR ? DEGREES : 1;
    }

    /** Whether at an offset that was found the log fits far better with one axis negated. */
    static boolean isMirroredAt(@Nullable CoarseOffset peak) {
        if (peak == null) {
            return false;
        }
        double norm = peak.sums().norm();
        double turned = peak.sums().best() / norm;
        double mirrored = peak.sums().negating(2).best() / norm;
        return norm > 0 && mirrored >= LEAST_SCORE && FAR_BETTER * (1 - mirrored * mirrored) < 1 - turned * turned;
    }

    /** Whether the mirrored log fits far better than the log as it stands. */
    boolean isMirrored() {
        if (seen.isEmpty() || log.negatedAxis() >= 0) {
            return false;
        }
        CoarseOffset mirrored = new OffsetSearch(log.gyro().negating(2), null).find(seen, OffsetRange.ALL);
        // Two kinds of log were tried: the chance of either is twice that of one.
        boolean fits = mirrored != null
                && Verdict.ofPeak(mirrored) == null
                && 2 * mirrored.pValue() <= LARGEST_P
                && isFarBetter(mirrored.score());
        tried.add(new Tried(
                "mirrored log",
                fits,
                mirrored == null
                        ? "the log does not overlap the video"
                        : Verdict.format(
                                "with one axis negated: score %.2f (chance %.1g)",
                                mirrored.score(), mirrored.pValue())));
        return fits;
    }

    /** What was looked for so far. */
    List<Tried> tried() {
        return tried;
    }

    /** The clock that makes the log fit far better, or null. */
    @Nullable
    StretchedClock otherClock() {
        if (seen.size() < 2) {
            return null;
        }
        int steps = (int) Math.round(LARGEST_RATE / RATE_STEP);
        double[] near = new double[2 * steps + 1];
        for (int i = 0; i < near.length; i++) {
            near[i] = 1 + (i - steps) * RATE_STEP;
        }
        RateSearch search = new RateSearch(log.gyro());
        RateSearch.Found best = search.find(seen, near, RATE_STEP);
        RateSearch.Found speed = search.find(seen, SPEEDS, 1e-3);
        if (best == null || (speed != null && speed.evidence() > best.evidence())) {
            best = speed;
        }
        boolean fits = best != null && best.pValue() <= LARGEST_P && best.score() >= LEAST_SCORE;
        tried.add(new Tried(
                "clocks far apart",
                fits,
                best == null
                        ? "the log does not overlap the video"
                        : Verdict.format(
                                "best score %.2f with the log's clock %.4f times as slow (chance %.1g)",
                                best.score(), best.clock().rate(), best.pValue())));
        return best != null && fits ? best.clock() : null;
    }

    private boolean isFarBetter(double other) {
        return other >= LEAST_SCORE && FAR_BETTER * (1 - other * other) < 1 - score * score;
    }
}
