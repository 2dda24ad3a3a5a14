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
 */
public record SyncInputs(
        String video,
        String log,
        String lens,
        long durationNs,
        double fps,
        long zeroOfLogNs,
        @Nullable MotionSettings settings) {
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
        this(video, log, lens, durationNs, fps, zeroOfLogNs, null);
    }

    /**
     * {@return the same with settings}
     *
     * @param known what the points depend on
     */
    public SyncInputs with(MotionSettings known) {
        return new SyncInputs(video, log, lens, durationNs, fps, zeroOfLogNs, known);
    }
}
