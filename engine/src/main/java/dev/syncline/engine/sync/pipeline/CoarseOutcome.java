package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.outcome.Refusal;
import org.jspecify.annotations.Nullable;

/** What the search over the log came to. */
sealed interface CoarseOutcome {
    /** An offset to refine. */
    sealed interface Believed extends CoarseOutcome {
        CoarseOffset peak();
    }

    /** All windows share it. */
    record Whole(CoarseOffset peak) implements Believed {}

    /**
     * One half of the clip shares it, all of the clip does not: the clock must be seen to jump.
     *
     * @param ofWhole why the windows do not fit one offset
     */
    record Half(CoarseOffset peak, Refusal ofWhole) implements Believed {}

    /** @param best the likeliest offset, which is not to be believed; null where there was nothing to compare */
    record Refused(Refusal refusal, @Nullable CoarseOffset best) implements CoarseOutcome {}
}
