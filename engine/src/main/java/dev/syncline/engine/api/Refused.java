package dev.syncline.engine.api;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import java.util.Map;
import java.util.Objects;

/**
 * A sync that worked and found no answer to trust.
 *
 * @param result everything that was found, with its refusal
 * @param origin the files that it came from
 */
public record Refused(SyncResult result, ClipOrigin origin) implements SyncOutcome {
    /**
     * A refusal from a result.
     *
     * @throws IllegalArgumentException when the result was not refused
     */
    public Refused {
        if (result.refusal() == null) {
            throw new IllegalArgumentException(
                    "the result of " + result.inputs().video() + " is no refusal");
        }
    }

    /** {@return why there is no answer, in full} */
    public Refusal refusal() {
        return Objects.requireNonNull(result.refusal());
    }

    /** {@return why, for programs: the code is stable} */
    public RefusalCode code() {
        return refusal().code();
    }

    /** {@return why, one sentence for people} */
    public String reason() {
        return refusal().text();
    }

    /** {@return the figures behind it, by names with their units: see {@link RefusalCode}} */
    public Map<String, Double> facts() {
        return refusal().facts();
    }
}
