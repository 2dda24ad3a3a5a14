package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points undo}. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Bring the file back as it was before the last edit.",
        description = {"", "What it was until now becomes FILE.bak: a second undo takes the first one back.", ""})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsUndoCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result, or a Gyroflow project")
    Path file;

    @Override
    public Integer call() throws IOException {
        EditedFile back = EditedFile.undo(file);
        PointsTable.print(back.name(), back.points(), spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
