package dev.syncline.engine.result;

import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.List;

/**
 * How the log's clock runs beside the video's.
 *
 * @param track the offset over the clip; empty when refused
 * @param jumps where the clock jumps, in order; mostly none
 * @param driftPpm change of the offset per time, parts per million; NaN where unknown
 * @param driftSigmaPpm its standard error; NaN where unknown
 */
public record Timeline(SyncTrack track, List<ClockJump> jumps, double driftPpm, double driftSigmaPpm) {
    /** Keeps a copy of jumps. */
    public Timeline {
        jumps = List.copyOf(jumps);
    }

    /**
     * {@return a track of which nothing else is known: no jumps, drift NaN}
     *
     * @param track the offset over the clip; may be empty
     */
    public static Timeline of(SyncTrack track) {
        return new Timeline(track, List.of(), Double.NaN, Double.NaN);
    }
}
