package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points clear}. */
@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Remove all points.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsClearCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result, or a Gyroflow project")
    Path file;

    @Override
    public Integer call() throws IOException {
        EditedFile.read(file)
                .write(
                        List.of(),
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr());
        return ExitCode.DONE;
    }
}
