package dev.syncline.engine.sync.align;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coarse stage: which offset stands out over all of both logs. Windows of the shorter log slide along the longer one;
 * the likeliest line is then judged on windows of the stretch where the logs would meet, its clock made to run alike.
 */
final class PairSearch {
    /** A little more than is believed, so that what lies just outside is seen for what it is. */
    private static final double SEARCHED_DRIFT = 1.25 * AlignVerdict.LARGEST_DRIFT;

    static final int MOST_WINDOWS = 24;
    private static final int JUDGING_WINDOWS = 12;

    /** The judged peak and the searched line are one where they lie within so many steps. */
    private static final double SAME_STEPS = 3;

    private final LogPair pair;
    private final OffsetRange range;
    private final double tries;

    /**
     * @param range first minus second, from the logs' beginnings and in the shorter's sense: {@link LogPair#relative}
     * @param tries how many such searches are made, which all may find something by chance
     */
    PairSearch(LogPair pair, OffsetRange range, double tries) {
        this.pair = pair;
        this.range = range;
        this.tries = tries;
    }

    /**
     * What stood out, or why nothing is believed.
     *
     * @param start of the fit; null where refused
     * @param mirrorFits whether one log's mirror image fits plainly better there
     */
    record Found(
            @Nullable PairModel start,
            double score,
            double rival,
            double chance,
            boolean mirrorFits,
            @Nullable Refusal refusal) {
        static Found refused(Refusal refusal) {
            return new Found(null, Double.NaN, Double.NaN, Double.NaN, false, refusal);
        }
    }

    /** A mirror image fits plainly better where it leaves less than this share of what the best turn leaves. */
    private static final double MIRROR_LEAVES = 0.67;

    private static boolean mirrorFits(CoarseOffset peak) {
        double mirrored = peak.sums().negating(2).best() / peak.sums().norm();
        return mirrored > peak.score() && 1 - mirrored * mirrored < MIRROR_LEAVES * (1 - peak.score() * peak.score());
    }

    Found run(List<VisualRates> windows) {
        GyroTrack longer = pair.longer();
        ClockLine line = LineSearch.find(windows, longer, range, SEARCHED_DRIFT);
        if (line == null) {
            return Found.refused(AlignVerdict.ofNoOverlap());
        }
        double from = Math.max(0, line.ownNs(0));
        double to = Math.min((double) pair.shorter().endNs(), line.ownNs((double) longer.endNs()));
        List<VisualRates> judging =
                new PairWindows(pair.shorter(), from, to, pair.searchStepNs()).choose(JUDGING_WINDOWS);
        StretchedClock clock = new StretchedClock(0, 1 / (1 - line.drift()));
        CoarseOffset peak = judging.isEmpty()
                ? null
                : OffsetSearch.atOneRate(clock.of(longer)).find(judging, range);
        if (peak == null) {
            return Found.refused(AlignVerdict.ofNoOverlap());
        }
        double span = windows.getLast().middleNs() - windows.getFirst().middleNs();
        double lines = 1 + 2 * SEARCHED_DRIFT * span / pair.searchStepNs();
        double chance = Math.min(1, peak.pValue() * lines * tries);
        Refusal refusal = AlignVerdict.ofPeak(peak, chance);
        if (refusal != null) {
            return Found.refused(refusal);
        }
        double own = peak.atVideoNs();
        ClockLine judged = new ClockLine(own - clock.logNs(own - peak.offsetNs()), own, line.drift());
        if (Math.abs(judged.offsetNs() - line.offsetNsAt(own)) > SAME_STEPS * pair.searchStepNs()) {
            return Found.refused(AlignVerdict.ofRepetition(peak.score(), peak.rival()));
        }
        return new Found(start(judged, peak), peak.score(), peak.rival(), chance, mirrorFits(peak), null);
    }

    private PairModel start(ClockLine judged, CoarseOffset peak) {
        double gain = peak.gain() > 0 ? peak.gain() : 1;
        if (pair.firstIsShorter()) {
            return new PairModel(judged, peak.turn(), gain, new double[3]);
        }
        Matrix3 back = peak.turn().transposed();
        return new PairModel(judged.reversed(), back, 1 / gain, new double[3]);
    }
}
