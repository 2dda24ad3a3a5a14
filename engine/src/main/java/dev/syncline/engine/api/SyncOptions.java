package dev.syncline.engine.api;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.pipeline.SyncRequest;
import dev.syncline.engine.telemetry.MotionLog;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a sync: {@code SyncOptions.defaults().points(5).window(Duration.ofSeconds(2))}. Immutable.
 *
 * @param points number of sync points wanted, 1 to 500
 * @param mostPoints points are added up to this number as long as that makes the offset better known
 * @param window length of the stretch of video behind each point, 0.3 s to 60 s
 * @param at middles of the windows on the video's clock; empty to have them chosen
 * @param search where to look for the offset; null for the whole log
 * @param orientation where the orientation of the log's axes comes from
 * @param readout where the readout time comes from
 * @param estimateBias true to find the gyro's bias with the offset; false where the log is free of it
 * @param tracker id of the tracker that follows the points
 * @param force true to sync a clip even where its motion data has the video's own times already
 */
public record SyncOptions(
        int points,
        int mostPoints,
        Duration window,
        List<Duration> at,
        @Nullable Search search,
        Orientation orientation,
        Readout readout,
        boolean estimateBias,
        String tracker,
        boolean force) {
    private static final SyncOptions DEFAULTS = new SyncOptions(
            3,
            3,
            Duration.ofMillis(1500),
            List.of(),
            null,
            new Orientation.Found(),
            new Readout.Known(),
            true,
            "klt",
            false);

    /**
     * A stretch of offsets.
     *
     * @param middle video less log
     * @param reach how far to either side, longer than 0
     */
    public record Search(Duration middle, Duration reach) {}

    /** Where the orientation of the log's axes comes from. */
    public sealed interface Orientation {
        /** The motion in the picture. */
        record Found() implements Orientation {}

        /** What the log says of itself. */
        record Declared() implements Orientation {}

        /** The caller. */
        record Given(ImuOrientation axes) implements Orientation {}
    }

    /** Where the readout time comes from. */
    public sealed interface Readout {
        /** The lens profile or the log; estimated where neither knows. */
        record Known() implements Readout {}

        /** The motion in the picture. */
        record Estimated() implements Readout {}

        /** The caller. */
        record Given(RollingShutter shutter) implements Readout {}
    }

    /** @throws IllegalArgumentException when an option is out of its range */
    public SyncOptions {
        at = List.copyOf(at);
        request(points, mostPoints, window, at, search, null, null, false, estimateBias);
    }

    /** Three points of 1.5 s, the whole log, orientation and bias found, the readout as lens or log know it. */
    public static SyncOptions defaults() {
        return DEFAULTS;
    }

    /** This many points. */
    public SyncOptions points(int count) {
        return new SyncOptions(count, count, window, at, search, orientation, readout, estimateBias, tracker, force);
    }

    /** From {@code least} points on, more up to {@code most} as long as they help. */
    public SyncOptions points(int least, int most) {
        return new SyncOptions(least, most, window, at, search, orientation, readout, estimateBias, tracker, force);
    }

    /** This much video behind each point. */
    public SyncOptions window(Duration length) {
        return new SyncOptions(
                points, mostPoints, length, at, search, orientation, readout, estimateBias, tracker, force);
    }

    /** Windows about these times of the video. */
    public SyncOptions at(List<Duration> middles) {
        return new SyncOptions(
                points, mostPoints, window, middles, search, orientation, readout, estimateBias, tracker, force);
    }

    /** Only offsets (video less log) within {@code reach} of {@code middle}. */
    public SyncOptions search(Duration middle, Duration reach) {
        return new SyncOptions(
                points,
                mostPoints,
                window,
                at,
                new Search(middle, reach),
                orientation,
                readout,
                estimateBias,
                tracker,
                force);
    }

    /** The orientation from this source. */
    public SyncOptions orientation(Orientation source) {
        return new SyncOptions(points, mostPoints, window, at, search, source, readout, estimateBias, tracker, force);
    }

    /** The readout time from this source. */
    public SyncOptions readout(Readout source) {
        return new SyncOptions(
                points, mostPoints, window, at, search, orientation, source, estimateBias, tracker, force);
    }

    /** With the gyro's bias found, or held at zero. */
    public SyncOptions estimateBias(boolean found) {
        return new SyncOptions(points, mostPoints, window, at, search, orientation, readout, found, tracker, force);
    }

    /** Points followed by the tracker with this id. */
    public SyncOptions tracker(String id) {
        return new SyncOptions(points, mostPoints, window, at, search, orientation, readout, estimateBias, id, force);
    }

    /** Synced even where the motion data has the video's own times already. */
    public SyncOptions force(boolean always) {
        return new SyncOptions(
                points, mostPoints, window, at, search, orientation, readout, estimateBias, tracker, always);
    }

    /** What the pipeline is asked for, once the log has said how its axes lie. */
    SyncRequest request(MotionLog log) {
        ImuOrientation held =
                switch (orientation) {
                    case Orientation.Found found -> null;
                    case Orientation.Declared declared -> log.orientation();
                    case Orientation.Given given -> given.axes();
                };
        RollingShutter shutter = readout instanceof Readout.Given given ? given.shutter() : null;
        boolean estimated = readout instanceof Readout.Estimated;
        return request(points, mostPoints, window, at, search, held, shutter, estimated, estimateBias);
    }

    private static SyncRequest request(
            int points,
            int mostPoints,
            Duration window,
            List<Duration> at,
            @Nullable Search search,
            @Nullable ImuOrientation orientation,
            @Nullable RollingShutter shutter,
            boolean estimateReadout,
            boolean estimateBias) {
        return new SyncRequest(
                points,
                mostPoints,
                window.toNanos(),
                at.stream().map(Duration::toNanos).toList(),
                search == null ? 0 : search.middle().toNanos(),
                search == null ? null : Long.valueOf(search.reach().toNanos()),
                orientation,
                shutter,
                estimateReadout,
                estimateBias);
    }
}
