package dev.syncline.cli.preview;

import dev.syncline.cli.sync.LensOptions;
import dev.syncline.cli.sync.LogReading;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the files of a result lie, where they are not where it says or beside it. */
final class ClipOptions {
    @Option(
            names = "--gyro",
            paramLabel = "LOG",
            description = "the motion log (default: the one that RESULT names, where it says or beside it)")
    @Nullable
    Path gyro;

    @Mixin
    LogReading reading = new LogReading();

    @Option(
            names = "--video-stream",
            paramLabel = "N",
            description = "which of the file's video streams, the first being 0 (default: the largest picture)")
    @Nullable
    Integer videoStream;

    @Mixin
    LensOptions lenses = new LensOptions();
}
