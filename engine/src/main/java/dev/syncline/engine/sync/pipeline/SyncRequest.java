package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a sync.
 *
 * @param points number of sync points wanted, 1 to 500
 * @param mostPoints windows are added up to this number as long as that makes the line better known; at least {@code
 *     points}, 500 at most
 * @param windowNs length of the stretch of video behind each point, ns
 * @param atNs middles of the windows, video clock, ns; empty to have them chosen
 * @param roughOffsetNs centre of the search, video minus log, ns; used only with {@code searchNs}
 * @param searchNs half-width of the search, ns; null to search the whole log
 * @param orientation the log's orientation as the user says, held; null to find it
 * @param shutter the camera's readout as the user says; null to take the lens profile's or the log's
 * @param estimateReadout true to find the readout time along with the offset, whatever is known of it
 * @param estimateBias true to estimate the gyro's bias together with the offset; false where the log is free of it
 * @param speed how many times as fast the video plays as it was filmed, 0.01 to 100; 1 where there is a {@code searchNs}
 */
public record SyncRequest(
        int points,
        int mostPoints,
        long windowNs,
        List<Long> atNs,
        long roughOffsetNs,
        @Nullable Long searchNs,
        @Nullable ImuOrientation orientation,
        @Nullable RollingShutter shutter,
        boolean estimateReadout,
        boolean estimateBias,
        double speed) {
    /** Three points of 1.5 s, the whole log, the orientation found. */
    public static final SyncRequest DEFAULT =
            new SyncRequest(3, 3, 1_500_000_000L, List.of(), 0, null, null, null, false, true, 1);

    public SyncRequest {
        atNs = List.copyOf(atNs);
        if (points < 1 || points > 500) {
            throw new IllegalArgumentException("points must be 1 to 500: " + points);
        }
        if (mostPoints < points || mostPoints > 500) {
            throw new IllegalArgumentException("mostPoints must be " + points + " to 500: " + mostPoints);
        }
        if (windowNs < 300_000_000L || windowNs > 60_000_000_000L) {
            throw new IllegalArgumentException("a window must be 0.3 s to 60 s long: " + windowNs * 1e-9 + " s");
        }
        if (searchNs != null && searchNs <= 0) {
            throw new IllegalArgumentException("the search must be longer than 0: " + searchNs * 1e-9 + " s");
        }
        if (!(speed >= 0.01 && speed <= 100) || (searchNs != null && speed != 1)) {
            throw new IllegalArgumentException("the speed must be 0.01 to 100, and 1 with a search: " + speed);
        }
    }

    /** Of a video that plays at the speed that it was filmed at. */
    public SyncRequest(
            int points,
            int mostPoints,
            long windowNs,
            List<Long> atNs,
            long roughOffsetNs,
            @Nullable Long searchNs,
            @Nullable ImuOrientation orientation,
            @Nullable RollingShutter shutter,
            boolean estimateReadout,
            boolean estimateBias) {
        this(
                points,
                mostPoints,
                windowNs,
                atNs,
                roughOffsetNs,
                searchNs,
                orientation,
                shutter,
                estimateReadout,
                estimateBias,
                1);
    }

    /** The same request of a video as it plays, whose readout is stretched with all that was filmed. */
    SyncRequest asPlayed(ClockRate rate) {
        return new SyncRequest(
                points,
                mostPoints,
                windowNs,
                atNs,
                roughOffsetNs,
                searchNs,
                orientation,
                rate.scaled(shutter),
                estimateReadout,
                estimateBias,
                1);
    }

    /** The same request with other windows. */
    SyncRequest looking(int count, long lengthNs) {
        return new SyncRequest(
                count,
                Math.max(count, mostPoints),
                lengthNs,
                atNs,
                roughOffsetNs,
                searchNs,
                orientation,
                shutter,
                estimateReadout,
                estimateBias,
                speed);
    }

    /** The same request, held to another orientation. */
    SyncRequest holding(ImuOrientation other) {
        return new SyncRequest(
                points,
                mostPoints,
                windowNs,
                atNs,
                roughOffsetNs,
                searchNs,
                other,
                shutter,
                estimateReadout,
                estimateBias,
                speed);
    }
}
