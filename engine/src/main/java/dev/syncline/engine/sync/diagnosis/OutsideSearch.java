package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The offset lies outside of the stretch that was to be searched. */
final class OutsideSearch implements Cause {
    private static final long REACH_NS = 1_000_000_000L;

    @Override
    public String name() {
        return "offset outside the search";
    }

    @Override
    public Finding look(Evidence e) {
        if (e.range().equals(OffsetRange.ALL)) {
            return Finding.no("the whole log was searched");
        }
        if (e.seen().isEmpty()) {
            return Finding.no("there is nothing to compare");
        }
        Matrix3 turn = e.held() == null ? null : e.held().toCamera();
        CoarseOffset all = new OffsetSearch(e.log().gyro(), turn).find(e.seen(), OffsetRange.ALL);
        if (all == null) {
            return Finding.no("the log does not overlap the video at any offset");
        }
        boolean outside = all.offsetNs() < e.range().firstNs()
                || all.offsetNs() > e.range().lastNs();
        double offsetS = all.offsetNs() * 1e-9;
        if (outside && Fit.isFarBetter(all, 1, e.score())) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.OUTSIDE_SEARCH,
                            "the search from %.3f s to %.3f s leaves the offset out: picture and log fit at %.3f s (score"
                                    + " %.2f, inside %.2f)",
                            e.range().firstNs() * 1e-9,
                            e.range().lastNs() * 1e-9,
                            offsetS,
                            all.score(),
                            e.score())
                    .with("offset_s", offsetS)
                    .with("score", all.score())
                    .with(new Remedy.SearchAbout(Math.round(all.offsetNs() / 1e8) * 100_000_000L, REACH_NS)));
        }
        return Finding.no("over the whole log: score %.2f at %.3f s (chance %.1g)", all.score(), offsetS, all.pValue());
    }
}
