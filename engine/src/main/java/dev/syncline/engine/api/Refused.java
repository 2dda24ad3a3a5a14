package dev.syncline.engine.api;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import java.util.Map;
import java.util.Objects;

/** A sync that worked and found no answer to trust. */
public record Refused(SyncResult result, ClipOrigin origin) implements SyncOutcome {
    /** @throws IllegalArgumentException when the result was not refused */
    public Refused {
        if (result.refusal() == null) {
            throw new IllegalArgumentException(
                    "the result of " + result.inputs().video() + " is no refusal");
        }
    }

    /** Why, in full. */
    public Refusal refusal() {
        return Objects.requireNonNull(result.refusal());
    }

    /** Why, for programs. */
    public RefusalCode code() {
        return refusal().code();
    }

    /** Why, one sentence for people. */
    public String reason() {
        return refusal().text();
    }

    /** The figures behind it, by names with their units: see {@link RefusalCode}. */
    public Map<String, Double> facts() {
        return refusal().facts();
    }
}
