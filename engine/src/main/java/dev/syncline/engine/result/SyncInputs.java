package dev.syncline.engine.result;

/**
 * What was put on one timeline.
 *
 * @param video file name of the video
 * @param log file name of the log
 * @param lens profile's name
 * @param durationNs length of the video, ns
 * @param fps frames per second
 * @param zeroOfLogNs the log time that Gyroflow calls zero in this file, ns
 */
public record SyncInputs(String video, String log, String lens, long durationNs, double fps, long zeroOfLogNs) {}
