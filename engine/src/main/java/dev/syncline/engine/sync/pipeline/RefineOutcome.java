package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.outcome.Refusal;

/** What the refinement of a coarse offset came to. */
sealed interface RefineOutcome {
    /** Points with their grades. */
    record Graded(ClockSegments segments, OrientationChoice mounting, Refined refined, Grading grading)
            implements RefineOutcome {}

    /** The clip does not share one offset, and no jump of its clock was seen. */
    record Refused(Refusal refusal) implements RefineOutcome {}
}
