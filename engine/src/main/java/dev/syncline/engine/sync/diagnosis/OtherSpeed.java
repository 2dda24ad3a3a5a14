package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.correlate.RateSearch;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The video plays at another speed than it was filmed, by a factor that a sync does not try by itself. */
final class OtherSpeed implements Cause {
    /** How many times slower the video plays than it was filmed; below 1 faster, as time lapses do. */
    private static final double[] SPEEDS = {
        1.2, 1.25, 1.5, 5.0 / 3, 2, 2.5, 3, 10.0 / 3, 4, 5, 6, 8, 10, 16, 20, 1 / 1.2, 0.8, 1 / 1.5, 0.6, 0.5, 0.4,
        1 / 3.0, 0.3, 0.25, 0.2, 1 / 6.0, 0.125, 0.1, 1 / 12.0, 1 / 15.0, 1 / 16.0, 0.05, 1 / 24.0, 1 / 30.0
    };

    /** Speeds are these to so much. */
    private static final double SPREAD = 1e-3;

    @Override
    public String name() {
        return "another speed";
    }

    @Override
    public Finding look(Evidence e) {
        if (e.seen().size() < 2) {
            return Finding.no("one window tells no speed");
        }
        if (e.score() >= Fit.LEAST_SCORE) {
            return Finding.no("the log fits at the video's own speed (score %.2f)", e.score());
        }
        RateSearch.Found best = new RateSearch(e.log().gyro()).find(e.seen(), SPEEDS, SPREAD);
        if (best == null) {
            return Finding.no("the log does not overlap the video at any speed");
        }
        double rate = best.clock().rate();
        if (Fit.isFarBetter(best.score(), best.pValue(), e.score())) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.OTHER_SPEED,
                            "the video plays %.4g times %s than it was filmed: at that speed picture and log fit (score %.2f,"
                                    + " as it stands %.2f)",
                            rate > 1 ? rate : 1 / rate,
                            rate > 1 ? "slower" : "faster",
                            best.score(),
                            e.score())
                    .with("speed", 1 / rate)
                    .with("score", best.score())
                    .with(new Remedy.PlayFaster(rate)));
        }
        return Finding.no(
                "%d speeds from 1/20 to 30: best score %.2f at %.4g (chance %.1g)",
                SPEEDS.length, best.score(), 1 / rate, best.pValue());
    }
}
