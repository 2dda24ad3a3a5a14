package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points list}: the points, their colours, and which contradict each other. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "List the points: offset, distance from the line, colour, and which contradict each other.",
        description = {
            "",
            "The line is Gyroflow's: of all lines through two points the one that most points are within 5 ms of. Green is on"
                    + " it, red is 30 ms off it or more. Two points are always green.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsListCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result, or a Gyroflow project")
    Path file;

    @Option(names = "--json", description = "print the list as JSON")
    boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        EditedFile read = EditedFile.read(file);
        if (json) {
            out.println(PointsTable.json(read.name(), read.points()));
            out.flush();
        } else {
            PointsTable.print(read.name(), read.points(), out);
        }
        return ExitCode.DONE;
    }
}
