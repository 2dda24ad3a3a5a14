package dev.syncline.hardware.recorder;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a recording goes; {@link dev.syncline.engine.file.PartFile#STANDARD_OUTPUT} is standard output.
 *
 * @param video ends in .mp4, .mov, .mkv or .h264
 * @param metadata the recorded frames as JSON; {@code null} for none
 * @param pts their times; {@code null} for none
 */
public record RecordingFiles(
        Path video, @Nullable Path metadata, @Nullable Path pts) {}
