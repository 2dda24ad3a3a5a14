package dev.syncline.cli.preview;

import dev.syncline.cli.sync.LenientReading;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the files of a result lie, where they are not beside it. */
final class ClipOptions {
    @Option(
            names = "--gyro",
            paramLabel = "LOG",
            description = "the motion log (default: as the project says, or as sync looks)")
    @Nullable
    Path gyro;

    @Option(
            names = "--lens",
            paramLabel = "PROFILE",
            description = "lens profile (default: the project's, or VIDEO's name with .lens.json)")
    @Nullable
    Path lens;

    @Mixin
    LenientReading lenient = new LenientReading();
}
