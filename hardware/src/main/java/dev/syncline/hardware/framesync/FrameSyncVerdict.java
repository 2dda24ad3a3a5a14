package dev.syncline.hardware.framesync;

/**
 * What a frame is worth.
 *
 * @param ready the synchronisation point has been reached, so this frame is to be recorded; stays true once it was
 * @param aligned this frame is known to begin together with a frame of the server
 * @param correctionNs by how much one of the next frames was asked to be shorter (positive) or longer (negative), ns
 * @param timerNs from this frame to the synchronisation point, negative after it, wall clock, ns; {@link #UNKNOWN} before
 *     the first packet
 * @param offsetNs by how much this frame begins later than the server's, wall clock, ns; {@link #UNKNOWN} where it is
 *     not known
 * @param syncFrame number of this frame counted from the synchronisation point on the server's timeline, the same on
 *     every camera; negative before the point; {@link #UNKNOWN} where it is not known
 * @param state where the camera stands
 */
public record FrameSyncVerdict(
        boolean ready,
        boolean aligned,
        long correctionNs,
        long timerNs,
        long offsetNs,
        long syncFrame,
        FrameSyncState state) {
    /** Stands for a time or a number that is not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** Of a frame so many later on which the sync did not run: where it stands is as before, nothing is asked of it. */
    FrameSyncVerdict withoutSync(int framesLater) {
        return new FrameSyncVerdict(
                ready, aligned, 0, UNKNOWN, offsetNs, syncFrame == UNKNOWN ? UNKNOWN : syncFrame + framesLater, state);
    }
}
