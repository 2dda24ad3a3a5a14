package dev.syncline.cli.archive;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One clip's line in the table.
 *
 * @param clip name, see {@link ArchiveClip#name}
 * @param status {@code synced}, {@code refused} or {@code failed}
 * @param reasonCode why it was refused, for programs; null otherwise
 * @param reason why it was refused or failed
 * @param log the log's file name
 * @param durationS length of the video, s
 * @param goodPoints points that are good, of {@code points}
 * @param offsetMs video less log at the middle of the clip, ms
 * @param sigmaMs smallest standard error of a good point, ms
 * @param driftPpm change of the offset per time, parts per million
 * @param warnings codes, with blanks between
 * @param result,project,report files of the results, relative to the table's folder; null where there is none
 * @param workerLog what the worker said, where it failed
 * @param attempts how often it was begun
 * @param wallS,cpuS time that it took, s
 * @param finishedAt ISO 8601, UTC
 */
public record ClipRow(
        String clip,
        String video,
        String fingerprint,
        String status,
        @Nullable String reasonCode,
        @Nullable String reason,
        @Nullable String log,
        @Nullable Double durationS,
        @Nullable Double fps,
        @Nullable Integer points,
        @Nullable Integer goodPoints,
        @Nullable Double offsetMs,
        @Nullable Double sigmaMs,
        @Nullable Double driftPpm,
        @Nullable Double driftSigmaPpm,
        @Nullable Double readoutMs,
        @Nullable String orientation,
        @Nullable String lens,
        String warnings,
        @Nullable String result,
        @Nullable String project,
        @Nullable String report,
        @Nullable String workerLog,
        int attempts,
        double wallS,
        @Nullable Double cpuS,
        String engine,
        String finishedAt)
        implements Serializable {}
