package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The log has fewer samples than the video has frames. */
final class CoarseLog implements Cause {
    /** Samples a frame below which the motion between them is lost. */
    static final double LEAST_PER_FRAME = 0.75;

    @Override
    public String name() {
        return "log too coarse";
    }

    @Override
    public Finding look(Evidence e) {
        double hz = 1e9 / e.log().gyro().periodNs();
        double fps = 1e9 / e.frameNs();
        if (hz < LEAST_PER_FRAME * fps) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.LOG_TOO_COARSE,
                            "the log has %.1f samples a second, fewer than the video's %.1f frames: what turns between them"
                                    + " is lost",
                            hz,
                            fps)
                    .with("samples_per_s", hz)
                    .with("frames_per_s", fps)
                    .with(new Remedy.OtherLog()));
        }
        return Finding.no("%.0f samples a second to %.1f frames", hz, fps);
    }
}
