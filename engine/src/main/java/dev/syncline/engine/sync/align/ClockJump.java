package dev.syncline.engine.sync.align;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether parts of two logs that do not fit the line of the others fit another one: then a clock jumped, or a piece of a log was
 * cut out, and no line holds. Where they fit nowhere, the sensors were taken apart, and the line holds as long as they were not.
 */
final class ClockJump {
    private static final int MOST_WINDOWS = 8;

    /** A part at the jump fits neither side, so the whole fits less well than logs do. */
    private static final double LEAST_SCORE = 0.7;

    /** The two offsets are one where they lie within so many steps. */
    private static final double SAME_STEPS = 3;

    private ClockJump() {}

    /**
     * Why one line does not hold, or null.
     *
     * @param line that was fitted, first minus second
     * @param cutsNs where the parts begin and end, ns on the first log's clock
     * @param scores how well each part fits
     */
    static @Nullable Refusal of(LogPair pair, ClockLine line, double[] cutsNs, double[] scores) {
        int from = 0;
        while (from < scores.length) {
            int to = from;
            while (to < scores.length && !AlignVerdict.fits(scores[to])) {
                to++;
            }
            Refusal jump = to == from ? null : of(pair, line, cutsNs[from], cutsNs[to]);
            if (jump != null) {
                return jump;
            }
            from = to + 1;
        }
        return null;
    }

    /** What was cut out of one log is in the other, and fits nowhere: both are looked for. */
    private static @Nullable Refusal of(LogPair pair, ClockLine line, double fromNs, double toNs) {
        double awayNs = awayNs(pair.a(), pair.b(), line, fromNs, toNs, pair.searchStepNs());
        if (Double.isNaN(awayNs)) {
            double from = line.otherNs(fromNs);
            double to = line.otherNs(toNs);
            awayNs = -awayNs(pair.b(), pair.a(), line.reversed(), from, to, pair.searchStepNs());
        }
        if (Double.isNaN(awayNs)) {
            return null;
        }
        return Refusal.of(
                        RefusalCode.WINDOWS_DISAGREE,
                        String.format(
                                Locale.ROOT,
                                "%.1f to %.1f s after the first log's beginning the offset is %+.3f s from what it is elsewhere:"
                                        + " a clock jumped, or a piece was cut out of a log; align what lies before and"
                                        + " behind it by itself",
                                fromNs * 1e-9,
                                toNs * 1e-9,
                                awayNs * 1e-9))
                .with("jump_s", awayNs * 1e-9);
    }

    /** How far from the line a stretch of one log fits the other plainly, ns; NaN where it does not. */
    private static double awayNs(
            GyroTrack own, GyroTrack other, ClockLine line, double fromNs, double toNs, double stepNs) {
        List<VisualRates> windows = new PairWindows(own, fromNs, toNs, stepNs).choose(MOST_WINDOWS);
        StretchedClock clock = new StretchedClock(0, 1 / (1 - line.drift()));
        CoarseOffset peak = windows.isEmpty()
                ? null
                : OffsetSearch.atOneRate(clock.of(other)).find(windows, OffsetRange.ALL);
        if (peak == null
                || !(peak.pValue() <= AlignVerdict.LARGEST_P)
                || peak.score() < LEAST_SCORE
                || peak.isAmbiguous()) {
            return Double.NaN;
        }
        double at = peak.atVideoNs();
        double awayNs = at - clock.logNs(at - peak.offsetNs()) - line.offsetNsAt(at);
        return Math.abs(awayNs) > SAME_STEPS * stepNs ? awayNs : Double.NaN;
    }
}
