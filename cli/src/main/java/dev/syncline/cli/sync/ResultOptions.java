package dev.syncline.cli.sync;

import dev.syncline.cli.files.OutputGuard;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name the files of one clip's result. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ResultOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON; - is standard output")
    @Nullable
    Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "write the points as a table")
    @Nullable
    Path csv;

    @Option(names = "--gyroflow", paramLabel = "FILE", description = "write a project that Gyroflow opens")
    @Nullable
    Path gyroflow;

    @Option(
            names = "--gyroflow-from",
            paramLabel = "PROJECT",
            description =
                    "a project whose other settings (stabilisation, output, trim, unknown keys) go into --gyroflow's")
    @Nullable
    Path gyroflowFrom;

    @Option(
            names = "--gyroflow-offset",
            paramLabel = "gyroflow|true",
            defaultValue = "gyroflow",
            description =
                    "what the project's offsets are: gyroflow adds half a log sample, which suits Gyroflow's way of "
                            + "integrating; true leaves it out (default: gyroflow)")
    GyroflowOffset gyroflowOffset;

    @Option(names = "--report", paramLabel = "FILE", description = "write a page with charts (HTML, needs no network)")
    @Nullable
    Path report;

    /** Whether a file is named. */
    boolean any() {
        return json != null || csv != null || gyroflow != null || report != null;
    }

    /** The files, claimed. */
    ResultFiles files(OutputGuard guard) throws IOException {
        return new ResultFiles(json, csv, gyroflow, report, guard).from(gyroflowFrom);
    }
}
