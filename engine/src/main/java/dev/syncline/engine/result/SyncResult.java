package dev.syncline.engine.result;

import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.track.SyncPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a sync found. Written as JSON by {@link SyncResultJson}.
 *
 * @param refusal why there is no answer to trust; null when synced
 * @param inputs what was put on one timeline
 * @param points in order of video time; when refused, none is good
 * @param timeline how the clocks run beside each other
 * @param mounting how the log's axes lie on the camera
 * @param estimates what was estimated together with the offset
 * @param engine what computed it
 * @param warnings what a user should hear, one line each
 * @param windows what each window saw, for the report; in order of video time
 */
public record SyncResult(
        @Nullable Refusal refusal,
        SyncInputs inputs,
        List<SyncPoint> points,
        Timeline timeline,
        Mounting mounting,
        Estimates estimates,
        Engine engine,
        List<Warning> warnings,
        List<WindowView> windows) {
    /** Keeps copies of points, warnings and windows. */
    public SyncResult {
        points = List.copyOf(points);
        warnings = List.copyOf(warnings);
        windows = List.copyOf(windows);
    }

    /** {@return whether there is an answer} */
    public Status status() {
        return refusal == null ? Status.SYNCED : Status.REFUSED;
    }

    /**
     * {@return the same result with its refusal and warnings in other words}
     *
     * @param refusals words the refusal, where there is one
     * @param others words each warning
     */
    public SyncResult worded(UnaryOperator<Refusal> refusals, UnaryOperator<Warning> others) {
        Refusal reworded = refusal == null ? null : refusals.apply(refusal);
        return with(reworded, points, warnings.stream().map(others).toList());
    }

    /**
     * {@return the same result with more warnings}
     *
     * @param more added after those that it has
     */
    public SyncResult warned(List<Warning> more) {
        List<Warning> all = new ArrayList<>(warnings);
        all.addAll(more);
        return with(refusal, points, all);
    }

    /**
     * {@return the same result with some of its points}
     *
     * @param chosen in order of video time
     */
    public SyncResult withPoints(List<SyncPoint> chosen) {
        return with(refusal, chosen, warnings);
    }

    /**
     * {@return the same result, which says what its points depend on}
     *
     * @param settings that it was made with
     */
    public SyncResult madeWith(MotionSettings settings) {
        return new SyncResult(
                refusal, inputs.with(settings), points, timeline, mounting, estimates, engine, warnings, windows);
    }

    private SyncResult with(@Nullable Refusal otherRefusal, List<SyncPoint> otherPoints, List<Warning> otherWarnings) {
        return new SyncResult(
                otherRefusal, inputs, otherPoints, timeline, mounting, estimates, engine, otherWarnings, windows);
    }

    /** Whether there is an answer. */
    public enum Status {
        /** There is an answer. */
        SYNCED,
        /** There is none to trust, and a refusal says why. */
        REFUSED;

        /** {@return the word in results: lower case} */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What computed the result.
     *
     * @param version of Syncline
     * @param kernels lane of the kernels, such as {@code vector-512}
     * @param flow name of the tracker, such as {@code klt-opencv}
     * @param device name of the device that points were followed on; null for the processor
     * @param driver version of its driver; null for the processor
     * @param decoder what decoded the frames, such as {@code nvdec} or {@code ffmpeg}; null where all was done on the
     *     processor
     */
    public record Engine(
            String version,
            String kernels,
            String flow,
            @Nullable String device,
            @Nullable String driver,
            @Nullable String decoder) {
        /**
         * On the processor.
         *
         * @param version of Syncline
         * @param kernels lane of the kernels, such as {@code vector-512}
         * @param flow name of the tracker, such as {@code klt-opencv}
         */
        public Engine(String version, String kernels, String flow) {
            this(version, kernels, flow, null, null, null);
        }
    }
}
