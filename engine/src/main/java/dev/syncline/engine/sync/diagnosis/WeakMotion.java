package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The camera hardly turns, so that no offset can stand out. */
final class WeakMotion implements Cause {
    /** A camera in the hand turns to and fro by more, rad/s. */
    static final double WEAK_RAD_S = Math.toRadians(2);

    private static final int POINTS = 6;
    private static final long WINDOW_NS = 4_000_000_000L;

    @Override
    public String name() {
        return "weak motion";
    }

    @Override
    public Finding look(Evidence e) {
        double most = 0;
        for (VisualRates w : e.seen()) {
            most = Math.max(most, Turning.changeRadS(w));
        }
        if (!e.seen().isEmpty() && most < WEAK_RAD_S) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.MOTION_TOO_WEAK,
                            "the motion is too weak to tell the offset: in the liveliest window the rate changes by only"
                                    + " %.2f°/s",
                            Math.toDegrees(most))
                    .with("rate_deg_s", Math.toDegrees(most))
                    .with(new Remedy.LongerWindows(POINTS, WINDOW_NS)));
        }
        return Finding.no("in the liveliest window the rate changes by %.1f°/s", Math.toDegrees(most));
    }
}
