package dev.syncline.engine.api;

import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.project.MotionInside;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.video.VideoInfo;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a result came from, as projects name them.
 *
 * @param info what the video's container says
 * @param videoFile the video
 * @param logFile the log that was used: the video itself where the motion data is inside it
 * @param interval of the log, for the offsets in a Gyroflow project
 * @param lensProfileJson the lens profile's text as given, null where none was
 * @param log the log itself; null where it is not at hand
 * @param motionForm how a Gyroflow project is to hold the motion data itself; null for not at all
 */
public record ClipOrigin(
        VideoInfo info,
        Path videoFile,
        Path logFile,
        LogInterval interval,
        @Nullable String lensProfileJson,
        @Nullable MotionLog log,
        MotionInside.@Nullable Form motionForm) {
    /**
     * Without the log.
     *
     * @param info what the video's container says
     * @param videoFile the video
     * @param logFile the log that was used
     * @param interval of the log, for the offsets in a Gyroflow project
     * @param lensProfileJson the lens profile's text as given, null where none was
     */
    public ClipOrigin(
            VideoInfo info, Path videoFile, Path logFile, LogInterval interval, @Nullable String lensProfileJson) {
        this(info, videoFile, logFile, interval, lensProfileJson, null, null);
    }

    /**
     * {@return the same files, whose project is to hold true offsets: without the half log sample that suits Gyroflow}
     */
    public ClipOrigin withTrueOffsets() {
        return new ClipOrigin(info, videoFile, logFile, LogInterval.NONE, lensProfileJson, log, motionForm);
    }

    /**
     * {@return the same files, whose project is to hold the motion data itself}
     *
     * @param form how
     */
    public ClipOrigin withMotionInside(MotionInside.Form form) {
        return new ClipOrigin(info, videoFile, logFile, interval, lensProfileJson, log, form);
    }
}
