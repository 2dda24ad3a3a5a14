package dev.syncline.engine.sync.align;

import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether two logs may be said to belong together. Every refusal says what was seen. */
final class AlignVerdict {
    /** Clocks differ by no more than this; what seems to is another recording, or one played at another speed. */
    static final double LARGEST_DRIFT = 2000e-6;

    /** So short a log holds too little motion to be told from another. */
    static final double SHORTEST_NS = 2e9;

    private static final int FEWEST_STEPS = 40;

    /** Below this the rates are the sensor's noise. */
    private static final double LEAST_RATE_RAD_S = 0.006;

    /** A peak must be this improbable without a relation. */
    static final double LARGEST_P = 1e-8;

    private static final double LEAST_SCORE = 0.8;

    /** Sensors differ in scale by less, unless one of them damps. */
    private static final double LARGEST_SCALE = 2;

    private static final double LEAST_PART_SCORE = 0.5;

    /** Parts that contradict the rest, of those that tell anything. */
    private static final double LARGEST_MISFIT_SHARE = 0.25;

    private static final int FEWEST_PARTS = 3;

    /** Clocks wander by some milliseconds an hour; more is a jump, or chance. */
    private static final double LARGEST_SCATTER_S = 0.008;

    private static final double LEAST_MISFIT_S = 0.008;

    private AlignVerdict() {}

    /** Why a log is too short or too still to be compared, or null. */
    static @Nullable Refusal ofLog(String which, double lengthNs, double stepNs, List<VisualRates> windows) {
        if (lengthNs < SHORTEST_NS || lengthNs < FEWEST_STEPS * stepNs) {
            double needed = Math.max(SHORTEST_NS, FEWEST_STEPS * stepNs) * 1e-9;
            return refusal(
                            RefusalCode.LOG_TOO_SHORT,
                            "the %s log is %.2f s long; %.1f s are needed at the least",
                            which,
                            lengthNs * 1e-9,
                            needed)
                    .with("length_s", lengthNs * 1e-9)
                    .with("needed_s", needed);
        }
        double turning = windows.isEmpty() ? 0 : PairWindows.liveliestRadS(windows);
        if (turning < LEAST_RATE_RAD_S) {
            return refusal(
                            RefusalCode.LOG_HARDLY_TURNS,
                            "the %s log hardly turns: where it is liveliest its rate changes by only %.2f°/s",
                            which,
                            Math.toDegrees(turning))
                    .with("log_deg_s", Math.toDegrees(turning));
        }
        return null;
    }

    /** The logs meet nowhere. */
    static Refusal ofNoOverlap() {
        return Refusal.of(RefusalCode.NO_OVERLAP, "the logs do not overlap anywhere in the search range");
    }

    /** There are more offsets than can be searched. */
    static Refusal ofLongSearch(double rangeNs, double mostNs) {
        double day = 86_400e9;
        return refusal(
                        RefusalCode.OUTSIDE_SEARCH,
                        "the offsets to search span %.1f days, and at most %.1f can be searched: search about the offset that"
                                + " you expect, or cut the logs at their pauses",
                        rangeNs / day,
                        mostNs / day)
                .with("search_s", rangeNs * 1e-9);
    }

    /**
     * Why the best offset is not to be believed, or null.
     *
     * @param chance probability of such a peak without any relation, all that was tried counted
     */
    static @Nullable Refusal ofPeak(CoarseOffset peak, double chance) {
        if (!(chance <= LARGEST_P) || peak.score() < LEAST_SCORE) {
            return refusal(
                            RefusalCode.NO_PEAK,
                            "no offset stands out: score %.2f at the likeliest offset, %.2f elsewhere"
                                    + " (chance of that without any relation: %.1g); were both on one body, and do they"
                                    + " overlap in time?",
                            peak.score(),
                            peak.rival(),
                            chance)
                    .with("score", peak.score())
                    .with("rival", peak.rival())
                    .with("chance", chance);
        }
        return peak.isAmbiguous() ? ofRepetition(peak.score(), peak.rival()) : null;
    }

    /** Two offsets fit alike. */
    static Refusal ofRepetition(double score, double rival) {
        return refusal(
                        RefusalCode.AMBIGUOUS,
                        "two offsets fit alike: score %.3f and, elsewhere, %.3f; the motion repeats itself:"
                                + " search about the offset that you expect",
                        score,
                        rival)
                .with("score", score)
                .with("rival", rival);
    }

    /** The fit found nothing to hold on to. */
    static Refusal ofLostFit() {
        return Refusal.of(
                RefusalCode.WINDOWS_DISAGREE,
                "the rates do not fit each other at the offset that the search found: chance, or two bodies");
    }

    /** Why what the fit found cannot be, or null. */
    static @Nullable Refusal ofFit(PairModel model, PairScatter scatter, double driftSigma, double[] scores) {
        if (!plausible(model.scale())) {
            return refusal(
                            RefusalCode.LOG_SCALE,
                            "the first log turns %.3g times what the second does: not one body, or rates of an unknown unit",
                            model.scale())
                    .with("factor", model.scale());
        }
        Refusal parts = ofParts(scatter, scores);
        if (parts != null) {
            return parts;
        }
        double drift = model.line().drift();
        if (Math.abs(drift) - 3 * driftSigma > LARGEST_DRIFT) {
            return refusal(
                            RefusalCode.CLOCKS_DIFFER,
                            "the clocks would have to run %.0f ppm apart, and none do by more than %.0f: does one of them jump, or"
                                    + " was a log written at another speed?",
                            drift * 1e6,
                            LARGEST_DRIFT * 1e6)
                    .with("drift_ppm", drift * 1e6);
        }
        return null;
    }

    /** Whether sensors differ so in scale: alike, or degrees beside radians. */
    static boolean plausible(double scale) {
        double off = Math.abs(Math.log(scale));
        return off <= Math.log(LARGEST_SCALE) || isUnit(scale);
    }

    /** Whether one of the logs holds degrees a second where the other holds radians. */
    static boolean isUnit(double scale) {
        double off = Math.abs(Math.log(scale));
        return Math.abs(off - Math.log(Math.toDegrees(1))) <= Math.log(1.2);
    }

    /** Whether a part of the logs fits the line, by its score. */
    static boolean fits(double score) {
        return score >= LEAST_PART_SCORE;
    }

    private static @Nullable Refusal ofParts(PairScatter scatter, double[] scores) {
        int asked = 0;
        int misfits = 0;
        double squares = 0;
        for (int p = 0; p < scores.length; p++) {
            if (!scatter.tells(p)) {
                continue;
            }
            asked++;
            double off = Math.abs(scatter.ownOffsetS(p));
            squares += off * off;
            if (!fits(scores[p]) || off > Math.max(LEAST_MISFIT_S, 4 * scatter.ownSigmaS(p))) {
                misfits++;
            }
        }
        if (asked < FEWEST_PARTS) {
            return refusal(
                            RefusalCode.ONE_WINDOW_UNCHECKED,
                            "only %d parts of the logs tell an offset, and %d are needed to check each other",
                            asked,
                            FEWEST_PARTS)
                    .with("parts", asked);
        }
        double rms = Math.sqrt(squares / asked);
        if (misfits > LARGEST_MISFIT_SHARE * asked || rms > LARGEST_SCATTER_S) {
            return refusal(
                            RefusalCode.WINDOWS_DISAGREE,
                            "%d of %d parts of the logs do not fit one line of offsets, about which they scatter by %.1f ms:"
                                    + " a clock that jumps, or chance",
                            misfits,
                            asked,
                            rms * 1e3)
                    .with("misfits", misfits)
                    .with("parts", asked)
                    .with("scatter_ms", rms * 1e3);
        }
        return null;
    }

    private static Refusal refusal(RefusalCode code, String text, Object... values) {
        return Refusal.of(code, String.format(Locale.ROOT, text, values));
    }
}
