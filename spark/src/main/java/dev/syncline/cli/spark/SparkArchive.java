package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ArchiveCommand;
import dev.syncline.cli.console.ErrorLine;
import dev.syncline.cli.sync.SyncConverters;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The driver: what {@code spark-submit} runs, with the arguments of {@code syncline archive}. */
public final class SparkArchive {
    private SparkArchive() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        int exitCode;
        try (SparkFarm farm = new SparkFarm()) {
            ErrorLine errors = new ErrorLine(() -> false);
            CommandLine command = new CommandLine(new ArchiveCommand(farm));
            SyncConverters.register(command);
            exitCode = command.setOut(new PrintWriter(System.out, true, System.out.charset()))
                    .setErr(new PrintWriter(System.err, true, System.err.charset()))
                    .setExecutionExceptionHandler(errors)
                    .setParameterExceptionHandler(errors)
                    .execute(args);
        }
        System.exit(exitCode);
    }
}
