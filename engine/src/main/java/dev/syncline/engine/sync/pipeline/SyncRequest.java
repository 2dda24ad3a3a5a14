package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.correlate.OffsetRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a sync. {@link #DEFAULT}, and what differs from it.
 *
 * @param windows which parts of the video are looked at
 * @param range offsets to search, video minus log
 * @param stated what the caller says of log and camera
 * @param speed how many times as fast the video plays as it was filmed, 0.01 to 100; 1 unless all offsets are searched
 */
public record SyncRequest(Windows windows, OffsetRange range, Stated stated, double speed) {
    /** Three points of 1.5 s, the whole log, nothing stated, played as filmed. */
    public static final SyncRequest DEFAULT = new SyncRequest(Windows.DEFAULT, OffsetRange.ALL, Stated.NOTHING, 1);

    public SyncRequest {
        if (range.isEmpty() || range.lengthNs() == 0) {
            throw new IllegalArgumentException("the search must be longer than 0: " + range.lengthNs() * 1e-9 + " s");
        }
        if (!(speed >= 0.01 && speed <= 100) || (!range.isAll() && speed != 1)) {
            throw new IllegalArgumentException("the speed must be 0.01 to 100, and 1 with a search: " + speed);
        }
    }

    /** The same request, looking at other parts of the video. */
    public SyncRequest looking(Windows other) {
        return new SyncRequest(other, range, stated, speed);
    }

    /** The same request, searching other offsets. */
    public SyncRequest searching(OffsetRange other) {
        return new SyncRequest(windows, other, stated, speed);
    }

    /** The same request, with something else stated. */
    public SyncRequest stating(Stated other) {
        return new SyncRequest(windows, range, other, speed);
    }

    /** The same request, held to another orientation. */
    public SyncRequest holding(ImuOrientation orientation) {
        return stating(new Stated(orientation, stated.shutter(), stated.estimateReadout(), stated.estimateBias()));
    }

    /** The same request of a video that plays so many times as fast as it was filmed. */
    public SyncRequest atSpeed(double other) {
        return new SyncRequest(windows, range, stated, other);
    }

    /** The same request of a video as it plays, whose readout is stretched with all that was filmed. */
    SyncRequest asPlayed(ClockRate rate) {
        Stated stretched = new Stated(
                stated.orientation(), rate.scaled(stated.shutter()), stated.estimateReadout(), stated.estimateBias());
        return new SyncRequest(windows, range, stretched, 1);
    }

    /**
     * Which parts of the video are looked at.
     *
     * @param points number of sync points wanted, 1 to 500
     * @param mostPoints windows are added up to this number as long as that makes the line better known; at least {@code
     *     points}, 500 at most
     * @param lengthNs length of the stretch of video behind each point, 0.3 s to 60 s, ns
     * @param atNs middles of the windows, video clock, ns; empty to have them chosen
     * @param precisionNs standard error of the offset that is enough, 1 µs to 100 ms, ns: windows are looked at only as far
     *     as it needs; null to look at all
     */
    public record Windows(
            int points,
            int mostPoints,
            long lengthNs,
            List<Long> atNs,
            @Nullable Long precisionNs) {
        /** Three of 1.5 s, chosen, all looked at. */
        public static final Windows DEFAULT = new Windows(3, 3, 1_500_000_000L, List.of());

        public Windows {
            atNs = List.copyOf(atNs);
            if (points < 1 || points > 500) {
                throw new IllegalArgumentException("points must be 1 to 500: " + points);
            }
            if (mostPoints < points || mostPoints > 500) {
                throw new IllegalArgumentException("mostPoints must be " + points + " to 500: " + mostPoints);
            }
            if (lengthNs < 300_000_000L || lengthNs > 60_000_000_000L) {
                throw new IllegalArgumentException("a window must be 0.3 s to 60 s long: " + lengthNs * 1e-9 + " s");
            }
            if (precisionNs != null && (precisionNs < 1_000 || precisionNs > 100_000_000L)) {
                throw new IllegalArgumentException(
                        "the precision must be 0.001 ms to 100 ms: " + precisionNs * 1e-6 + " ms");
            }
        }

        /** All looked at. */
        public Windows(int points, int mostPoints, long lengthNs, List<Long> atNs) {
            this(points, mostPoints, lengthNs, atNs, null);
        }

        /** The same, looked at only as far as a standard error of the offset needs, ns. */
        public Windows until(long enoughNs) {
            return new Windows(points, mostPoints, lengthNs, atNs, enoughNs);
        }

        /** Chosen windows of another number and length; as many may be added. */
        Windows of(int count, long otherLengthNs) {
            return new Windows(count, Math.max(count, mostPoints), otherLengthNs, atNs, precisionNs);
        }
    }

    /**
     * What the caller says of log and camera.
     *
     * @param orientation the log's orientation, held; null to find it
     * @param shutter the camera's readout; null to take the lens profile's or the log's
     * @param estimateReadout true to find the readout time from the motion alone, whatever is known of it
     * @param estimateBias true to estimate the gyro's bias together with the offset; false where the log is free of it
     */
    public record Stated(
            @Nullable ImuOrientation orientation,
            @Nullable RollingShutter shutter,
            boolean estimateReadout,
            boolean estimateBias) {
        /** Nothing. */
        public static final Stated NOTHING = new Stated(null, null, false, true);
    }
}
