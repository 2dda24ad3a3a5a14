package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.outcome.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** The third stage: refines and grades, looking at more windows as long as that is worth it. */
final class RefineRounds {
    /** Times that windows are added after the points were graded. */
    private static final int MOST_ROUNDS = 4;

    private final Looking looking;
    private final JumpSearch seams;
    private final long durationNs;
    private final ProgressListener progress;

    RefineRounds(Looking looking, JumpSearch seams, long durationNs, ProgressListener progress) {
        this.looking = looking;
        this.seams = seams;
        this.durationNs = durationNs;
        this.progress = progress;
    }

    /** Which windows to add once those that were looked at are graded. */
    interface Further {
        List<WindowChoice.Span> afterGrading(List<TrackedWindow> windows, Grading grading, long durationNs);
    }

    RefineOutcome run(
            CoarseOutcome.Believed offset,
            Further further,
            OrientationChoice mounting,
            Repetition repetition,
            Function<ClockSegments, Refined> refiner)
            throws IOException {
        ClockSegments.Segment searched =
                switch (offset) {
                    case CoarseOutcome.Whole whole -> ClockSegments.Segment.of(whole.peak(), looking.windows());
                    case CoarseOutcome.Half half ->
                        new ClockSegments.Segment(half.peak(), looking.windows(), List.of(), List.of());
                };
        for (int round = 0; ; round++) {
            ClockSegments segments = seams.segments(looking.windows(), searched);
            if (offset instanceof CoarseOutcome.Half half && segments.jumps().isEmpty()) {
                return new RefineOutcome.Refused(half.ofWhole());
            }
            progress.at("refine", 0, 1);
            CoarseSearch.stopIfInterrupted();
            Refined refined = refiner.apply(segments);
            Grading grading = Grading.of(refined, segments);
            List<WindowChoice.Span> spans =
                    round < MOST_ROUNDS ? further.afterGrading(looking.windows(), grading, durationNs) : List.of();
            if (spans.isEmpty()) {
                progress.at("done", 1, 1);
                Refusal repeated = grading.good() == 0 ? null : repetition.of(segments, refined, grading);
                return repeated == null
                        ? new RefineOutcome.Graded(segments, mounting, refined, grading)
                        : new RefineOutcome.Refused(repeated);
            }
            looking.at(spans);
        }
    }
}
