package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.edit.PointEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Remove a point.",
        description = {"", "The point nearest to the time, no further than a tenth of a second.", ""})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsRemoveCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result, or a Gyroflow project")
    Path file;

    @Mixin
    PointPlace place = new PointPlace();

    @Override
    public Integer call() throws IOException {
        EditedFile read = EditedFile.read(file);
        read.write(
                PointEdits.removed(read.name(), read.points().points(), place.at.toNanos()),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return ExitCode.DONE;
    }
}
