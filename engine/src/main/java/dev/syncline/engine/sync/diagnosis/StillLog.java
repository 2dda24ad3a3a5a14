package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The log hardly turns where the picture does: a sensor that lay still, or other units. */
final class StillLog implements Cause {
    /** A log that nowhere turns by more than this share of what the picture does, hardly turns. */
    static final double STILL = 0.05;

    @Override
    public String name() {
        return "log without motion";
    }

    @Override
    public Finding look(Evidence e) {
        Turning turning = Turning.of(e.seen(), e.log().gyro());
        double picture = Math.toDegrees(turning.pictureRadS());
        double log = Math.toDegrees(turning.liveliestRadS());
        if (turning.liveliestRadS() < STILL * turning.pictureRadS()) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.LOG_HARDLY_TURNS,
                            "the log hardly turns: its rate changes by %.2f°/s at most, the picture's by %.2f°/s; was the"
                                    + " sensor on the camera, and are its units right?",
                            log,
                            picture)
                    .with("log_deg_s", log)
                    .with("picture_deg_s", picture)
                    .with(new Remedy.OtherLog()));
        }
        return Finding.no("the log's rate changes by up to %.1f°/s, the picture's by up to %.1f", log, picture);
    }
}
