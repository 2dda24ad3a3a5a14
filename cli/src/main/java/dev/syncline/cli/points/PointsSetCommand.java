package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.edit.EditPoint;
import dev.syncline.engine.edit.PointEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points set}. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Set the offset of a point by hand.",
        description = {
            "",
            "The point nearest to the time, no further than a tenth of a second; it stays where it is in the video.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsSetCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result, or a Gyroflow project")
    Path file;

    @Mixin
    PointPlace place = new PointPlace();

    @Mixin
    ManualOffset offset = new ManualOffset();

    @Override
    public Integer call() throws IOException {
        EditedFile read = EditedFile.read(file);
        List<EditPoint> points = read.points().points();
        read.write(
                PointEdits.set(read.name(), points, place.at.toNanos(), offset.ms()),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return ExitCode.DONE;
    }
}
