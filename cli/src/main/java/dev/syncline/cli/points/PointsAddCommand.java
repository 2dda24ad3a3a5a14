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

/** {@code syncline points add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Add a point by hand.",
        description = {
            "",
            "Add manual sync point here, in Gyroflow's words. There must be none within a tenth of a second.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsAddCommand implements Callable<Integer> {
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
                PointEdits.added(
                        read.name(), points, EditPoint.manual(place.within(read.name(), read.points()), offset.ms())),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return ExitCode.DONE;
    }
}
