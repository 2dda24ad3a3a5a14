package dev.syncline.engine.sync.align;

import dev.syncline.engine.sync.outcome.Refusal;

/** What comparing two logs came to. */
public sealed interface AlignOutcome {
    /**
     * They belong together.
     *
     * @param alignment how
     */
    record Aligned(Alignment alignment) implements AlignOutcome {}

    /**
     * There is no answer to trust.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements AlignOutcome {}
}
