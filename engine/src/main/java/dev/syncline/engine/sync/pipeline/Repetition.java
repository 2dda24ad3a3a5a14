package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.track.Quality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the windows that carry an answer fit elsewhere alike. The search judged all windows together: one that no offset
 * explains, as where the motion begins again, or one that the log does not meet there, makes a repetition look worse than
 * the answer, though the answer does not rest on it.
 */
final class Repetition {
    /** An offset this many frames away is another one. */
    private static final double APART_FRAMES = 2;

    private final GyroTrack log;
    private final Matrix3 mount;
    private final OffsetRange range;

    /** @param mount log axes to camera */
    Repetition(GyroTrack log, Matrix3 mount, OffsetRange range) {
        this.log = log;
        this.mount = mount;
        this.range = range;
    }

    /** Why the answer is not the only one, or null. */
    @Nullable
    Refusal of(ClockSegments segments, Refined refined, Grading grading) {
        for (ClockSegments.Segment segment : segments.segments()) {
            List<VisualRates> carrying = carrying(segment, refined, grading);
            if (carrying.isEmpty()
                    || carrying.size() == segment.peak().windowPeaks().size()) {
                continue;
            }
            CoarseOffset own = new OffsetSearch(log, mount).find(carrying, range);
            if (own == null) {
                continue;
            }
            double apart = own.offsetNs() - segment.peak().offsetNsAt(own.atVideoNs());
            boolean elsewhere =
                    Math.abs(apart) > APART_FRAMES * carrying.getFirst().stepNs();
            if (elsewhere || own.isRepeated()) {
                return Verdict.repeated(own);
            }
        }
        return null;
    }

    private static List<VisualRates> carrying(ClockSegments.Segment segment, Refined refined, Grading grading) {
        List<VisualRates> out = new ArrayList<>();
        for (int i = 0; i < refined.used().size(); i++) {
            TrackedWindow window = refined.used().get(i);
            boolean good = grading.graded().points().get(i).quality() == Quality.GOOD;
            VisualRates rates = window.rates();
            if (good && rates != null && segment.windows().contains(window)) {
                out.add(rates);
            }
        }
        return out;
    }
}
