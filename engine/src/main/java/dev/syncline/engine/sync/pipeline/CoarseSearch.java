package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.outcome.Refusal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second stage: looks at windows until an offset stands out, then at windows that tell more. */
final class CoarseSearch {
    private final Looking looking;
    private final WindowPlan plan;
    private final GyroTrack log;
    private final OffsetSearch search;
    private final OffsetRange range;
    private final ProgressListener progress;
    private final TravellingCamera travelling;

    /**
     * @param turn log axes to camera; null to find it
     * @param travelling for pictures that show parallax
     */
    CoarseSearch(
            Looking looking,
            WindowPlan plan,
            GyroTrack log,
            @Nullable Matrix3 turn,
            OffsetRange range,
            ProgressListener progress,
            TravellingCamera travelling) {
        this.travelling = travelling;
        this.looking = looking;
        this.plan = plan;
        this.log = log;
        this.search = new OffsetSearch(log, turn);
        this.range = range;
        this.progress = progress;
    }

    /** @param exchanging whether windows are exchanged for others that tell far more */
    CoarseOutcome run(boolean exchanging) throws IOException {
        CoarseOutcome found = windowByWindow();
        return switch (found) {
            case CoarseOutcome.Whole whole -> exchanging ? better(whole) : whole;
            case CoarseOutcome.Half half -> half;
            case CoarseOutcome.Refused refused -> {
                CoarseOffset peak = withTravel(refused);
                yield peak == null ? lookingAtHalves(refused) : new CoarseOutcome.Whole(peak);
            }
        };
    }

    /** The offset that stands out where the camera's travel is told from its turns; null where none does. */
    private @Nullable CoarseOffset withTravel(CoarseOutcome.Refused refused) throws IOException {
        if (refused.best() == null || !travelling.isSeenIn(looking.windows())) {
            return null;
        }
        stopIfInterrupted();
        List<TrackedWindow> windows =
                looking.windows().stream().map(travelling::of).toList();
        CoarseOffset peak = search.find(Verdict.rates(windows), range);
        if (peak == null || Verdict.ofSecondPeak(peak) != null) {
            return null;
        }
        looking.travelling(windows, travelling::of);
        return peak;
    }

    /** What these windows say, without looking at more. */
    CoarseOutcome of(List<WindowChoice.Span> spans) throws IOException {
        looking.at(spans);
        return compare();
    }

    private CoarseOutcome windowByWindow() throws IOException {
        CoarseOutcome outcome = of(plan.first());
        while (outcome instanceof CoarseOutcome.Refused) {
            List<WindowChoice.Span> more = plan.more(looking.windows());
            if (more.isEmpty()) {
                break;
            }
            looking.at(more);
            outcome = compare();
        }
        return outcome;
    }

    /** What the windows that were looked at say together. */
    private CoarseOutcome compare() throws IOException {
        List<TrackedWindow> windows = looking.windows();
        Refusal picture = Verdict.ofPicture(windows);
        if (picture != null) {
            return new CoarseOutcome.Refused(picture, null);
        }
        progress.at("correlate", 0, 1);
        stopIfInterrupted();
        return judged(search.find(Verdict.rates(windows), range));
    }

    private static CoarseOutcome judged(@Nullable CoarseOffset peak) {
        if (peak == null) {
            return new CoarseOutcome.Refused(Verdict.ofNoOverlap(), null);
        }
        Refusal refusal = Verdict.ofPeak(peak);
        return refusal == null ? new CoarseOutcome.Whole(peak) : new CoarseOutcome.Refused(refusal, peak);
    }

    private CoarseOutcome lookingAtHalves(CoarseOutcome.Refused refused) {
        if (refused.best() == null) {
            return refused;
        }
        CoarseOffset half = JumpSearch.ofHalf(search, looking.windows(), range);
        if (half != null) {
            return new CoarseOutcome.Half(half, refused.refusal());
        }
        Refusal turning = Verdict.ofTurning(looking.windows(), log);
        return turning == null ? refused : new CoarseOutcome.Refused(turning, refused.best());
    }

    /** Looks at windows that tell far more, where there are some, and asks again. */
    private CoarseOutcome better(CoarseOutcome.Whole found) throws IOException {
        List<WindowChoice.Span> spans =
                plan.better(looking.windows(), v -> found.peak().offsetNsAt((double) v));
        if (spans.isEmpty()) {
            return found;
        }
        looking.instead(spans);
        return judged(search.find(Verdict.rates(looking.windows()), range));
    }

    /** Stops between two stages as it would within one. */
    static void stopIfInterrupted() throws InterruptedIOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted between two stages");
        }
    }
}
