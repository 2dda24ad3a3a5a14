package dev.syncline.cli;

import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.video.VideoInfo;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A result and what its files need to say beside it.
 *
 * @param logFile the log that was used: the video itself where the motion data is inside it
 * @param interval of the log, for the offsets in a Gyroflow project
 * @param lensProfileJson the lens profile's text as given, null where none was
 */
record SyncedClip(
        SyncResult result,
        VideoInfo video,
        Path videoFile,
        Path logFile,
        LogInterval interval,
        @Nullable String lensProfileJson) {
    /** The same clip, whose project is to hold true offsets. */
    SyncedClip withTrueOffsets() {
        return new SyncedClip(result, video, videoFile, logFile, LogInterval.NONE, lensProfileJson);
    }
}
