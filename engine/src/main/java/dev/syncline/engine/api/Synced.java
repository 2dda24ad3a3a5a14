package dev.syncline.engine.api;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.SyncTrack;
import java.time.Duration;

/**
 * A sync with an answer: an offset for every time of the clip.
 *
 * @param result everything that was found
 * @param origin the files that it came from
 */
public record Synced(SyncResult result, ClipOrigin origin) implements SyncOutcome {
    /**
     * An answer from a result.
     *
     * @throws IllegalArgumentException when the result was refused
     */
    public Synced {
        if (result.status() != SyncResult.Status.SYNCED) {
            throw new IllegalArgumentException(
                    "the result of " + result.inputs().video() + " is a refusal");
        }
    }

    /** {@return the offset, {@code t_video − t_log}, over the clip} */
    public SyncTrack track() {
        return result.timeline().track();
    }

    /** {@return length of the video} */
    public Duration duration() {
        return Duration.ofNanos(result.inputs().durationNs());
    }
}
