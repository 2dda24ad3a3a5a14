package dev.syncline.engine.result;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a sync found. Written as JSON by {@link SyncResultJson}.
 *
 * @param refusal why there is no answer to trust; null when synced
 * @param video,log files' names
 * @param durationNs length of the video, ns
 * @param fps frames per second
 * @param points in order of video time; when refused, none is good
 * @param track the offset over the clip; empty when refused
 * @param jumps where the clock jumps, in order; mostly none
 * @param driftPpm change of the offset per time, parts per million; NaN where unknown
 * @param driftSigmaPpm its standard error; NaN where unknown
 * @param orientation the orientation declared (by the user or the log), null where none was
 * @param orientationFound the orientation that the motion shows, null where the motion does not tell
 * @param orientationResidualDeg angle between the rotation found and {@code orientationFound}; NaN where unknown
 * @param gyroBiasRadS in the log's axes, rad/s: the rate that the log shows at rest
 * @param gyroBiasSigmaRadS standard error of each; 0 where the bias was held
 * @param shutter the readout that was used or found; null where it is not known
 * @param readoutSigmaMs its standard error where it was estimated; NaN where it was given
 * @param focalScale focal length that the motion shows over the lens profile's; NaN where nothing was refined
 * @param focalScaleSigma its standard error
 * @param lens profile's name
 * @param zeroOfLogNs the log time that Gyroflow calls zero in this file, ns
 * @param engine what computed it
 * @param warnings what a user should hear, one line each
 * @param windows what each window saw, for the report; in order of video time
 */
public record SyncResult(
        @Nullable Refusal refusal,
        String video,
        String log,
        long durationNs,
        double fps,
        List<SyncPoint> points,
        SyncTrack track,
        List<ClockJump> jumps,
        double driftPpm,
        double driftSigmaPpm,
        @Nullable String orientation,
        @Nullable String orientationFound,
        double orientationResidualDeg,
        double @Nullable [] gyroBiasRadS,
        double @Nullable [] gyroBiasSigmaRadS,
        @Nullable RollingShutter shutter,
        double readoutSigmaMs,
        double focalScale,
        double focalScaleSigma,
        String lens,
        long zeroOfLogNs,
        Engine engine,
        List<Warning> warnings,
        List<WindowView> windows) {
    public SyncResult {
        points = List.copyOf(points);
        jumps = List.copyOf(jumps);
        warnings = List.copyOf(warnings);
        windows = List.copyOf(windows);
    }

    /** Time that the picture takes to be read out, ms: negative for bottom to top and right to left; NaN if unknown. */
    public double readoutMs() {
        return shutter == null ? Double.NaN : shutter.signedMs();
    }

    /** Whether there is an answer. */
    public Status status() {
        return refusal == null ? Status.SYNCED : Status.REFUSED;
    }

    /** The same result with its refusal and warnings in other words. */
    public SyncResult worded(UnaryOperator<Refusal> refusals, UnaryOperator<Warning> others) {
        Refusal reworded = refusal == null ? null : refusals.apply(refusal);
        return with(reworded, points, warnings.stream().map(others).toList());
    }

    /** The same result with more warnings. */
    public SyncResult warned(List<Warning> more) {
        List<Warning> all = new ArrayList<>(warnings);
        all.addAll(more);
        return with(refusal, points, all);
    }

    /** The same result with some of its points. */
    public SyncResult withPoints(List<SyncPoint> chosen) {
        return with(refusal, chosen, warnings);
    }

    private SyncResult with(@Nullable Refusal otherRefusal, List<SyncPoint> otherPoints, List<Warning> otherWarnings) {
        return new SyncResult(
                otherRefusal,
                video,
                log,
                durationNs,
                fps,
                otherPoints,
                track,
                jumps,
                driftPpm,
                driftSigmaPpm,
                orientation,
                orientationFound,
                orientationResidualDeg,
                gyroBiasRadS,
                gyroBiasSigmaRadS,
                shutter,
                readoutSigmaMs,
                focalScale,
                focalScaleSigma,
                lens,
                zeroOfLogNs,
                engine,
                otherWarnings,
                windows);
    }

    /** Whether there is an answer. */
    public enum Status {
        SYNCED,
        REFUSED;

        /** The word in results: lower case. */
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
        /** On the processor. */
        public Engine(String version, String kernels, String flow) {
            this(version, kernels, flow, null, null, null);
        }
    }
}
