package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The picture turns far less than the log anywhere, or far more. */
final class TurnsApart implements Cause {
    /** A picture that turns by less than this share of what the log shows was stabilised, or is not the log's. */
    static final double STABILISED = 0.3;

    /** A picture that turns more than this many times what the log ever shows is a time lapse, or not the log's. */
    static final double SPEEDED = 2.5;

    @Override
    public String name() {
        return "stabilised picture, time lapse";
    }

    @Override
    public Finding look(Evidence e) {
        if (e.score() >= Fit.LEAST_SCORE) {
            return Finding.no("picture and log turn alike (score %.2f)", e.score());
        }
        Turning t = Turning.of(e.seen(), e.log().gyro());
        double picture = Math.toDegrees(t.pictureRadS());
        double least = Math.toDegrees(t.quietestRadS());
        double most = Math.toDegrees(t.liveliestRadS());
        if (picture < STABILISED * least) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.PICTURE_STABILISED,
                            "the picture turns far less than the log: its rate changes by %.1f°/s, the log's by %.1f°/s at the"
                                    + " least; stabilised in the camera, or another recording's log",
                            picture,
                            least)
                    .with("picture_deg_s", picture)
                    .with("log_deg_s", least)
                    .with(new Remedy.FilmUnstabilised()));
        }
        if (picture > SPEEDED * most) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.OTHER_SPEED,
                            "the picture turns %.1f times as fast as the log anywhere (its rate changes by %.1f°/s, the log's"
                                    + " by %.1f°/s at most): a time lapse, or another recording's log",
                            picture / most,
                            picture,
                            most)
                    .with("picture_deg_s", picture)
                    .with("log_deg_s", most)
                    .with(new Remedy.OtherLog()));
        }
        return Finding.no(
                "the picture's rate changes by up to %.1f°/s, the log's by %.1f to %.1f", picture, least, most);
    }
}
