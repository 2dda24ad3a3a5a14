package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import java.util.Locale;

/**
 * The picture follows the log, but by another amount about some axes than about others: optical stabilisation (pan and
 * tilt alike, roll not), another lens (the same, but it may be more too), an axis of the log that is out of scale, or all of
 * them.
 */
final class StretchedAxes implements Cause {
    /** A map must explain so much of the picture's turning. */
    static final double EXPLAINS = 0.7;

    /** Amounts within this factor of 1 are what noise, exposure and a lens profile do. */
    static final double USUAL = 1.2;

    /** An axis with less of the log's turning tells no amount. */
    static final double SEEN = 0.01;

    /** A score with free amounts needs to be no higher than this: noise on a quiet axis counts as much as motion. */
    private static final double LEAST_SCORE = 0.75;

    @Override
    public String name() {
        return "axes out of scale, optical stabilisation";
    }

    @Override
    public Finding look(Evidence e) {
        CoarseOffset peak = e.peak();
        if (peak == null || e.seen().isEmpty()) {
            return Finding.no("there is nothing to compare");
        }
        AxisGains gains = AxisGains.at(peak.offsetNs(), e.seen(), e.log().gyro());
        boolean known = peak.pValue() <= Fit.LARGEST_P && peak.score() >= LEAST_SCORE;
        if (!known) {
            CoarseOffset free = Whitened.search(e.seen(), e.log().gyro(), e.range());
            if (free == null || free.pValue() > Fit.LARGEST_P || free.score() < LEAST_SCORE) {
                return Finding.no(
                        "with any amount about any axis: score %.2f (chance %.1g)",
                        free == null ? 0 : free.score(), free == null ? 1 : free.pValue());
            }
            gains = AxisGains.at(free.offsetNs(), e.seen(), e.log().gyro());
        }
        if (gains == null || gains.explained() < EXPLAINS) {
            return Finding.no(
                    "the best map between the axes explains %.0f%% of the picture's turning",
                    gains == null ? 0 : 100 * gains.explained());
        }
        return judged(e, gains);
    }

    static Finding judged(Evidence e, AxisGains gains) {
        double roll = gains.gain()[2];
        double both = gains.panAndTilt();
        String shown = gains.words();
        boolean alike = !gains.tells(0, SEEN)
                || !gains.tells(1, SEEN)
                || isNear(gains.gain()[0] / gains.gain()[1], USUAL * USUAL);
        boolean rollSeen = gains.tells(2, SEEN);
        OpticalStabilisation stabilised = OpticalStabilisation.of(gains);
        if (stabilised != null) {
            Refusal refusal = stabilised.refusal();
            return Finding.yes(
                    e.lens().assumed()
                            ? refusal.worded(String.format(
                                    Locale.ROOT,
                                    "%s: optical stabilisation, or a lens %.1f times as wide as was assumed",
                                    shown,
                                    1 / both))
                            : refusal);
        }
        if (alike && rollSeen && isNear(roll, USUAL) && both > roll * USUAL) {
            return Finding.yes(facts(
                            Finding.refusal(
                                    RefusalCode.IMPOSSIBLE_LENS,
                                    "%s: a lens %.1f times as long as %s, a zoom or another camera's profile",
                                    shown,
                                    both,
                                    e.lens().assumed() ? "was assumed" : "its profile says"),
                            gains)
                    .with("scale", both)
                    .with(new Remedy.NoLens()));
        }
        if (alike && rollSeen && isNear(both / roll, USUAL) && !isNear(roll, USUAL)) {
            return Finding.yes(facts(
                            Finding.refusal(
                                    RefusalCode.LOG_SCALE,
                                    "%s: the log's rates are %.2f times too %s; another full-scale range or unit?",
                                    shown,
                                    roll < 1 ? 1 / roll : roll,
                                    roll < 1 ? "large" : "small"),
                            gains)
                    .with("factor", 1 / roll)
                    .with(new Remedy.OtherLog()));
        }
        for (int a = 0; a < 3; a++) {
            if (gains.tells(a, SEEN) && !isNear(gains.gain()[a], USUAL)) {
                return Finding.yes(facts(
                                Finding.refusal(
                                        RefusalCode.LOG_SCALE,
                                        "%s: an axis of the log is out of scale, or the picture was stabilised about it",
                                        shown),
                                gains)
                        .with(new Remedy.OtherLog()));
            }
        }
        return Finding.no("%s", shown);
    }

    static Refusal facts(Refusal refusal, AxisGains gains) {
        return refusal.with("tilt", gains.gain()[0])
                .with("pan", gains.gain()[1])
                .with("roll", gains.gain()[2]);
    }

    static boolean isNear(double ratio, double factor) {
        return ratio <= factor && ratio >= 1 / factor;
    }
}
