package dev.syncline.engine.result;

import org.jspecify.annotations.Nullable;

/**
 * What was put on one timeline.
 *
 * @param video file name of the video
 * @param log file name of the log
 * @param lens profile's name
 * @param durationNs length of the video, ns
 * @param fps frames per second
 * @param zeroOfLogNs the log time that Gyroflow calls zero in this file, ns
 * @param settings what the points depend on; null where it is not known
 * @param videoZeroNs the time of the first frame on the clock that the video's times are on, ns: 0 where they count from it
 */
public record SyncInputs(
        String video,
        String log,
        String lens,
        long durationNs,
        double fps,
        long zeroOfLogNs,
        @Nullable MotionSettings settings,
        long videoZeroNs) {
    /**
     * With settings that are not known.
     *
     * @param video file name of the video
     * @param log file name of the log
     * @param lens profile's name
     * @param durationNs length of the video, ns
     * @param fps frames per second
     * @param zeroOfLogNs the log time that Gyroflow calls zero in this file, ns
     */
    public SyncInputs(String video, String log, String lens, long durationNs, double fps, long zeroOfLogNs) {
        this(video, log, lens, durationNs, fps, zeroOfLogNs, null, 0);
    }

    /**
     * {@return the same with settings}
     *
     * @param known what the points depend on
     */
    public SyncInputs with(MotionSettings known) {
        return new SyncInputs(video, log, lens, durationNs, fps, zeroOfLogNs, known, videoZeroNs);
    }

    /**
     * {@return the same, the video's times on another clock}
     *
     * @param firstFrameNs the time of the first frame there, ns
     */
    public SyncInputs countedFrom(long firstFrameNs) {
        return new SyncInputs(video, log, lens, durationNs, fps, zeroOfLogNs, settings, firstFrameNs);
    }
}
