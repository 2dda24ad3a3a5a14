package dev.syncline.cli.align;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.cli.sync.LenientReading;
import dev.syncline.cli.sync.ResultFiles;
import dev.syncline.engine.api.LogAlignment;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.sync.align.AlignOutcome;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline align}: two motion logs of one body. */
@Command(
        name = "align",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Put two motion logs of one body on one timeline: offset, drift, and how the sensors lie.",
        description = {
            "",
            "Two phones on one rig, a phone on a controller, a car's logger and a camera in it: any logs that inspect reads,"
                    + " and videos with motion data inside.",
            "The offset is the first log's time minus the second's: add it to a time of the second log to reach the first"
                    + " log's.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AlignCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FIRST", description = "a motion log, or a video that holds one")
    Path first;

    @Parameters(index = "1", paramLabel = "SECOND", description = "another, whose sensor was on the same body")
    Path second;

    @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON; - is standard output")
    @Nullable
    Path json;

    @Option(
            names = "--rough-offset",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "middle of the search, first minus second; goes with --search")
    Duration roughOffset;

    @Option(
            names = "--search",
            paramLabel = "DURATION",
            description = "search this far to either side (default: all of both logs)")
    @Nullable
    Duration search;

    @Option(
            names = "--columns",
            paramLabel = "MAP",
            description = "what the columns of the first log are, as sync has it")
    @Nullable
    String columns;

    @Option(names = "--second-columns", paramLabel = "MAP", description = "what the columns of the second log are")
    @Nullable
    String secondColumns;

    @Option(
            names = "--flight",
            paramLabel = "N",
            description = "recording of the first log's file (default: the longest)")
    @Nullable
    Integer flight;

    @Option(names = "--second-flight", paramLabel = "N", description = "recording of the second log's file")
    @Nullable
    Integer secondFlight;

    @Mixin
    LenientReading lenient = new LenientReading();

    @Override
    public Integer call() throws IOException {
        Usage.require(spec, search == null || search.isPositive(), "--search must be longer than 0");
        Usage.require(
                spec, search != null || roughOffset.isZero(), "--rough-offset goes with --search: say how far to look");
        ReadOptions firstOptions = reading(flight, columns, "--flight");
        ReadOptions secondOptions = reading(secondFlight, secondColumns, "--second-flight");
        for (Path input : new Path[] {first, second}) {
            if (!Files.exists(input)) {
                throw new NoSuchFileException(input.toString());
            }
        }
        OutputGuard guard = new OutputGuard().reads(first, "the first log").reads(second, "the second log");
        boolean toStandardOutput = ResultFiles.STANDARD_OUTPUT.equals(json);
        ReplacedFile file = json == null || toStandardOutput ? null : guard.writes(json);
        AlignedLogs logs;
        try (Syncline syncline = Syncline.create(1)) {
            MotionLog a = LogAlignment.read(syncline, first, firstOptions);
            MotionLog b = LogAlignment.read(syncline, second, secondOptions);
            LogAlignment.Search range =
                    search == null ? LogAlignment.Search.ALL : new LogAlignment.Search(roughOffset, search);
            logs = new AlignedLogs(first, a, second, b, LogAlignment.of(a, b, range));
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        for (Warning warning : logs.warnings()) {
            err.println("syncline: warning: " + warning.text());
        }
        byte[] text = AlignJson.of(logs);
        if (file != null) {
            file.replaceWith(text);
        }
        if (toStandardOutput) {
            out.print(new String(text, StandardCharsets.UTF_8));
            out.flush();
            if (logs.outcome() instanceof AlignOutcome.Refused(Refusal refusal)) {
                err.println("syncline: refused: " + refusal.text());
            }
        } else {
            AlignTable.print(logs, out);
        }
        return logs.outcome() instanceof AlignOutcome.Aligned ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private ReadOptions reading(@Nullable Integer recording, @Nullable String map, String option) {
        Usage.require(spec, recording == null || recording >= 1, option + " counts from 1: " + recording);
        return lenient.of(new ReadOptions(recording, map));
    }
}
