package dev.syncline.cli.capture;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.cli.sync.ResultFiles;
import dev.syncline.hardware.framesync.check.FrameComparison;
import dev.syncline.hardware.framesync.check.OffsetPlot;
import dev.syncline.hardware.framesync.check.RecordedFrames;
import dev.syncline.hardware.framesync.check.RecordedFramesReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline frames}: whether frame N of one recording is frame N of the others. */
@Command(
        name = "frames",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Check whether frame N of one recording was taken together with frame N of the others.",
        description = {
            "",
            "Takes the metadata (JSON) or the times (# timecode format v2) that cameras write beside their recordings, of"
                    + " two or more; all are compared with the first.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 frame N is frame N, 1 failed, 2 wrong usage, 3 frame N is not frame N, lies further apart"
                    + " than --within, or the files do not tell."
        },
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class FramesCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "2..*", description = "metadata or times of a recording")
    List<Path> files;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "1ms",
            description = "frames that belong together begin within this (default: 1ms)")
    Duration within;

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            description = "times to take from metadata: wall (FrameWallClock; the default where every frame has it) or"
                    + " sensor (SensorTimestamp, for cameras of one machine)")
    @Nullable
    Clock clock;

    @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON; - for standard output")
    @Nullable
    Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "draw the offsets over time as SVG")
    @Nullable
    Path plot;

    /** Clocks that metadata tells times of. */
    enum Clock {
        WALL,
        SENSOR
    }

    @Override
    public Integer call() throws IOException {
        if (within.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--within " + within + " is negative");
        }
        boolean toStandardOutput = ResultFiles.STANDARD_OUTPUT.equals(json);
        OutputGuard guard = new OutputGuard().reads(files, "a recording");
        ReplacedFile jsonFile = json == null || toStandardOutput ? null : guard.writes(json);
        ReplacedFile plotFile = plot == null ? null : guard.writes(plot);
        List<RecordedFrames> recordings = new ArrayList<>();
        for (Path file : files) {
            recordings.add(RecordedFramesReader.read(file, kind()));
        }
        List<FrameComparison> comparisons = compare(recordings);
        FramesResult result = new FramesResult(recordings, comparisons, within.toNanos());
        PrintWriter out = spec.commandLine().getOut();
        out.print(toStandardOutput ? result.json() : result.table());
        out.flush();
        if (jsonFile != null) {
            jsonFile.replaceWith(result.json().getBytes(StandardCharsets.UTF_8));
        }
        if (plotFile != null) {
            plotFile.replaceWith(OffsetPlot.svg(comparisons).getBytes(StandardCharsets.UTF_8));
        }
        return result.isTogether() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private RecordedFrames.@Nullable TimeKind kind() {
        if (clock == null) {
            return null;
        }
        return clock == Clock.WALL ? RecordedFrames.TimeKind.WALL : RecordedFrames.TimeKind.SENSOR;
    }

    private static List<FrameComparison> compare(List<RecordedFrames> recordings) throws IOException {
        List<FrameComparison> comparisons = new ArrayList<>();
        try {
            for (RecordedFrames other : recordings.subList(1, recordings.size())) {
                comparisons.add(new FrameComparison(recordings.getFirst(), other));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return comparisons;
    }
}
