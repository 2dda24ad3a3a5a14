package dev.syncline.cli;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.video.VideoInfo;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A result and what its files need to say beside it.
 *
 * @param logFile the log that was used: the video itself where the motion data is inside it
 * @param lensProfileJson the lens profile's text as given, null where none was
 */
record SyncedClip(
        SyncResult result,
        VideoInfo video,
        Path videoFile,
        Path logFile,
        @Nullable String lensProfileJson) {}
