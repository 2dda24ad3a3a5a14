package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import dev.syncline.engine.telemetry.MotionLog;

/** The gyro is at its limit where the video was filmed. */
final class Saturated implements Cause {
    /** Less than this share of the time at the limit does not keep a sync from working. */
    static final double LEAST_SHARE = 0.02;

    @Override
    public String name() {
        return "gyro at its limit";
    }

    @Override
    public Finding look(Evidence e) {
        double atLimitNs = 0;
        for (MotionLog.TimeSpan s : e.log().saturated()) {
            atLimitNs += s.toNs() - s.fromNs();
        }
        double share = atLimitNs / (e.log().gyro().endNs() - e.log().gyro().startNs());
        if (share >= LEAST_SHARE) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.LOG_SATURATED,
                            "the gyro is at its limit for %.2f s, %.0f%% of the log: its range is too small for this motion",
                            atLimitNs * 1e-9,
                            100 * share)
                    .with("saturated_s", atLimitNs * 1e-9)
                    .with("share", share)
                    .with(new Remedy.LongerWindows(8, 2_000_000_000L)));
        }
        return Finding.no("at its limit for %.3f s", atLimitNs * 1e-9);
    }
}
