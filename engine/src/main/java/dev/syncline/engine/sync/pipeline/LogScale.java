package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import org.jspecify.annotations.Nullable;

/**
 * A log whose rates are all too large or too small by some per cent, as where a sensor's range or its scale is taken for
 * another's. A lens of another length looks alike but for turns about the line of sight, which are the same through any
 * lens: so both are tried on the points, and the one that explains them better counts.
 */
final class LogScale {
    /** Rates that differ by less may do so by noise and exposure. */
    private static final double LEAST = 0.04;

    private static final double MOST = 0.3;

    /** A peak whose rates tell a factor at all. */
    private static final double LEAST_SCORE = 0.85;

    /** By how much better the points must be explained, in logarithms of the residuals' scale. */
    private static final double BETTER = 0.05;

    private LogScale() {}

    /**
     * The factor that brings a log's rates to those of the picture; 1 where they are alike, or too far apart to be a scale.
     *
     * @param lensKnown false where the field of view is a guess, which the rates would be measured with
     */
    static double factor(@Nullable CoarseOffset peak, boolean lensKnown) {
        if (peak == null || !lensKnown || peak.score() < LEAST_SCORE) {
            return 1;
        }
        double off = Math.abs(Math.log(peak.gain()));
        return off > LEAST && off < MOST ? peak.gain() : 1;
    }

    /** Whether points are explained better by the log as it was scaled; misfits are NaN where nothing was refined. */
    static boolean isBetter(double scaledMisfit, double misfit) {
        return scaledMisfit < misfit - BETTER;
    }

    /** What a user should hear. */
    static Warning warning(double factor) {
        return new Warning(
                WarningCode.LOG_SCALE,
                Verdict.format(
                        "the log's rates are %.2f times what the picture turns: they were put right; check the log's scale",
                        1 / factor));
    }
}
