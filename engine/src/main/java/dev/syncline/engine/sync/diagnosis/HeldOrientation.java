package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The log's axes lie in another way than was given. */
final class HeldOrientation implements Cause {
    @Override
    public String name() {
        return "wrong orientation";
    }

    @Override
    public Finding look(Evidence e) {
        ImuOrientation held = e.held();
        if (held == null) {
            return Finding.no("every orientation was tried");
        }
        if (e.seen().isEmpty()) {
            return Finding.no("there is nothing to compare");
        }
        CoarseOffset free = new OffsetSearch(e.log().gyro(), null).find(e.seen(), e.range());
        if (free == null) {
            return Finding.no("the log does not overlap the video");
        }
        String letters = e.log()
                .asStored(OrientationChoice.of(free.sums(), null, 0).nearest())
                .letters();
        if (Fit.isFarBetter(free, 1, e.score())) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.WRONG_ORIENTATION,
                            "the log's axes do not lie as %s says: they fit as %s (score %.2f, as given %.2f)",
                            e.log().asStored(held).letters(),
                            letters,
                            free.score(),
                            e.score())
                    .with("score", free.score())
                    .with("score_given", e.score())
                    .with(new Remedy.FindOrientation()));
        }
        return Finding.no(
                "any orientation: score %.2f, nearest %s (chance %.1g)", free.score(), letters, free.pValue());
    }
}
