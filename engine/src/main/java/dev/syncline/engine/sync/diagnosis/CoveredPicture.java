package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.RefusalCode;

/**
 * Much of what was followed stands still in the picture while the rest moves: a dashboard, a helmet, an overlay, text. A turn
 * that most points agree on may then be theirs, and not the world's.
 */
final class CoveredPicture implements Cause {
    /** With less of the points a turn still goes by the world's. */
    static final double LEAST_SHARE = 0.25;

    @Override
    public String name() {
        return "things that move along with the camera";
    }

    @Override
    public Finding look(Evidence e) {
        StandingPoints points = e.points();
        if (points.share() >= LEAST_SHARE && e.score() < Fit.LEAST_SCORE) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.PICTURE_COVERED,
                            "%.0f%% of the points that were followed stand still in the picture while the others move by"
                                    + " %.1f px a frame: a dashboard, an overlay or text covers it, and what is seen to turn"
                                    + " may be that",
                            100 * points.share(),
                            points.othersPx())
                    .with("standing_share", points.share())
                    .with("others_px", points.othersPx()));
        }
        return Finding.no("%.0f%% of the points stand still while others move", 100 * points.share());
    }
}
