package dev.syncline.engine.api;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.result.MotionSettings;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.pipeline.SyncRequest;
import dev.syncline.engine.telemetry.MotionLog;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
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
 * @param speed how fast the video plays beside how it was filmed
 * @param precision standard error of the offset at the clip's middle that is enough, 1 µs to 100 ms: less video is looked
 *     at where that suffices; null to look at all windows
 * @param force true to sync a clip even where its motion data has the video's own times already
 * @param zero where the video's times count from, here and in the result
 * @param lowPassHz corner of a filter over the log's rates, 10 Hz or more; 0 for none
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
        Speed speed,
        @Nullable Duration precision,
        boolean force,
        VideoZero zero,
        double lowPassHz) {
    /** A filter below this takes away the motion that a sync goes by, Hz. */
    private static final double LOWEST_PASS_HZ = 10;

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
            new Speed.AsFilmed(),
            null,
            false,
            VideoZero.FIRST_FRAME,
            0);

    /**
     * A stretch of offsets.
     *
     * @param middle video less log
     * @param reach how far to either side, longer than 0
     */
    public record Search(Duration middle, Duration reach) {}

    /** Where a video's times count from. */
    public enum VideoZero {
        /** The first frame that is shown. */
        FIRST_FRAME,
        /** The container's own zero: the first frame may be later. Warnings and reasons count from the first frame still. */
        CONTAINER
    }

    /** Where the orientation of the log's axes comes from. */
    public sealed interface Orientation {
        /** The motion in the picture. */
        record Found() implements Orientation {}

        /** What the log says of itself. */
        record Declared() implements Orientation {}

        /**
         * The caller.
         *
         * @param axes from the log's axes to the camera's
         */
        record Given(ImuOrientation axes) implements Orientation {}
    }

    /** Where the readout time comes from. */
    public sealed interface Readout {
        /** The lens profile or the log; estimated where neither knows. */
        record Known() implements Readout {}

        /** The motion in the picture. */
        record Estimated() implements Readout {}

        /**
         * The caller.
         *
         * @param shutter readout time and direction
         */
        record Given(RollingShutter shutter) implements Readout {}
    }

    /** How fast the video plays beside how it was filmed. */
    public sealed interface Speed {
        /** As it was filmed; where nothing fits, another speed is looked for. */
        record AsFilmed() implements Speed {}

        /**
         * So many times as fast: 0.5 for slow motion at half speed.
         *
         * @param factor 0.01 to 100
         */
        record Times(double factor) implements Speed {
            /**
             * Checks the factor.
             *
             * @throws IllegalArgumentException when it is out of its range
             */
            public Times {
                if (!(factor >= 0.01 && factor <= 100)) {
                    throw new IllegalArgumentException("the speed must be 0.01 to 100: " + factor);
                }
            }
        }

        /**
         * At the file's frame rate, where it was filmed at this one.
         *
         * @param fps frames a second, above 0
         */
        record FilmedAt(double fps) implements Speed {
            /**
             * Checks the frame rate.
             *
             * @throws IllegalArgumentException when it is not above 0 and at most 100 000
             */
            public FilmedAt {
                if (!(fps > 0 && fps <= 100_000)) {
                    throw new IllegalArgumentException("the true frame rate must be above 0: " + fps);
                }
            }
        }
    }

    /**
     * Checks what can be checked without a clip.
     *
     * @throws IllegalArgumentException when an option is out of its range
     */
    public SyncOptions {
        at = List.copyOf(at);
        requestedWindows(points, mostPoints, window, at, precision);
        SyncRequest.DEFAULT.searching(range(search));
        if (search != null && !(speed instanceof Speed.AsFilmed)) {
            throw new IllegalArgumentException("a speed goes with a search of the whole log: leave the search out");
        }
        if (lowPassHz != 0 && !(lowPassHz >= LOWEST_PASS_HZ && lowPassHz <= 100_000)) {
            throw new IllegalArgumentException("the low-pass must be 10 Hz to 100000 Hz, or 0 for none: " + lowPassHz);
        }
    }

    /**
     * {@return three points of 1.5 s, the whole log, orientation and bias found, the readout as lens or log know it}
     */
    public static SyncOptions defaults() {
        return DEFAULTS;
    }

    /**
     * {@return a copy with this many points, and no more}
     *
     * @param count 1 to 500
     */
    public SyncOptions points(int count) {
        return changed(d -> {
            d.points = count;
            d.mostPoints = count;
        });
    }

    /**
     * {@return a copy with {@code least} points, and more up to {@code most} as long as they help}
     *
     * @param least 1 to 500
     * @param most at least {@code least}, at most 500
     */
    public SyncOptions points(int least, int most) {
        return changed(d -> {
            d.points = least;
            d.mostPoints = most;
        });
    }

    /**
     * {@return a copy with this much video behind each point}
     *
     * @param length 0.3 s to 60 s
     */
    public SyncOptions window(Duration length) {
        return changed(d -> d.window = length);
    }

    /**
     * {@return a copy with windows about these times of the video}
     *
     * @param middles of the windows, from the first frame on; empty to have them chosen
     */
    public SyncOptions at(List<Duration> middles) {
        return changed(d -> d.at = middles);
    }

    /**
     * {@return a copy that looks only for offsets within {@code reach} of {@code middle}}
     *
     * @param middle the offset, video less log
     * @param reach how far to either side, longer than 0
     */
    public SyncOptions search(Duration middle, Duration reach) {
        return changed(d -> d.search = new Search(middle, reach));
    }

    /**
     * {@return a copy with the orientation from another source}
     *
     * @param source found, declared by the log, or given
     */
    public SyncOptions orientation(Orientation source) {
        return changed(d -> d.orientation = source);
    }

    /**
     * {@return a copy with the readout time from another source}
     *
     * @param source known, estimated, or given
     */
    public SyncOptions readout(Readout source) {
        return changed(d -> d.readout = source);
    }

    /**
     * {@return a copy with the gyro's bias found, or held at zero}
     *
     * @param found false only where the log is free of bias
     */
    public SyncOptions estimateBias(boolean found) {
        return changed(d -> d.estimateBias = found);
    }

    /**
     * {@return a copy whose points are followed by another tracker}
     *
     * @param id the tracker's, as {@link dev.syncline.engine.sync.flow.FlowTrackerProvider#id()} says it; looked
     *     up when the sync starts
     */
    public SyncOptions tracker(String id) {
        return changed(d -> d.tracker = id);
    }

    /**
     * {@return a copy for a video that plays faster or slower than it was filmed}
     *
     * @param playing how fast
     */
    public SyncOptions speed(Speed playing) {
        return changed(d -> d.speed = playing);
    }

    /**
     * {@return a copy for which an offset known this well is enough} Short windows are looked at first, more only as long as
     * they are needed, and hardly more video than without.
     *
     * @param enough standard error of the offset at the clip's middle, 1 µs to 100 ms
     */
    public SyncOptions precision(Duration enough) {
        return changed(d -> d.precision = enough);
    }

    /**
     * {@return a copy that syncs, or does not, where the motion data has the video's own times already}
     *
     * @param always true to sync even there; false to take those times, which is offset zero
     */
    public SyncOptions force(boolean always) {
        return changed(d -> d.force = always);
    }

    /**
     * {@return a copy with the video's times, here and in the result, counted from there}
     *
     * @param from first frame or container's zero
     */
    public SyncOptions zero(VideoZero from) {
        return changed(d -> d.zero = from);
    }

    /**
     * {@return a copy whose log is filtered: for one that shakes so much that motion drowns in it}
     *
     * @param hz corner of the filter, 10 Hz or more and below half the log's rate; 0 for none
     */
    public SyncOptions lowPass(double hz) {
        return changed(d -> d.lowPassHz = hz);
    }

    /** {@return those of the options that a sync's points depend on} */
    public MotionSettings settings() {
        String letters =
                switch (orientation) {
                    case Orientation.Found found -> "auto";
                    case Orientation.Declared declared -> "declared";
                    case Orientation.Given given -> given.axes().letters();
                };
        String shutter =
                switch (readout) {
                    case Readout.Known known -> "known";
                    case Readout.Estimated estimated -> "auto";
                    case Readout.Given given -> milliseconds(given.shutter());
                };
        return new MotionSettings(lowPassHz, letters, estimateBias ? "auto" : "none", shutter);
    }

    private static String milliseconds(RollingShutter shutter) {
        boolean sideways = shutter.direction() == ReadoutDirection.LEFT_TO_RIGHT
                || shutter.direction() == ReadoutDirection.RIGHT_TO_LEFT;
        return shutter.signedMs() + (sideways ? " sideways" : "");
    }

    private SyncOptions changed(Consumer<SyncOptionsDraft> change) {
        SyncOptionsDraft draft = new SyncOptionsDraft(this);
        change.accept(draft);
        return draft.options();
    }

    /**
     * What the pipeline is asked for, once the log has said how its axes lie.
     *
     * @param fps the file's frame rate
     * @throws IllegalArgumentException when the speed is out of its range
     */
    SyncRequest request(MotionLog log, double fps) {
        double factor =
                switch (speed) {
                    case Speed.AsFilmed asFilmed -> 1;
                    case Speed.Times times -> times.factor();
                    case Speed.FilmedAt filmed -> new Speed.Times(fps / filmed.fps()).factor();
                };
        ImuOrientation held =
                switch (orientation) {
                    case Orientation.Found found -> null;
                    case Orientation.Declared declared -> log.orientation();
                    case Orientation.Given given -> given.axes();
                };
        RollingShutter shutter = readout instanceof Readout.Given given ? given.shutter() : null;
        return new SyncRequest(
                requestedWindows(points, mostPoints, window, at, precision),
                range(search),
                new SyncRequest.Stated(held, shutter, readout instanceof Readout.Estimated, estimateBias),
                factor);
    }

    private static SyncRequest.Windows requestedWindows(
            int points, int mostPoints, Duration window, List<Duration> at, @Nullable Duration precision) {
        return new SyncRequest.Windows(
                points,
                mostPoints,
                window.toNanos(),
                at.stream().map(Duration::toNanos).toList(),
                precision == null ? null : Long.valueOf(precision.toNanos()));
    }

    private static OffsetRange range(@Nullable Search search) {
        return search == null
                ? OffsetRange.ALL
                : OffsetRange.about(search.middle().toNanos(), search.reach().toNanos());
    }
}
