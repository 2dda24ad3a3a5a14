package dev.syncline.cli.inspect;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.FileErrors;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.cli.sync.LogReading;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.file.PartFile;
import dev.syncline.engine.telemetry.LogSummary;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import dev.syncline.engine.video.VideoProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline inspect}: what is in motion logs and videos. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header =
                "Say what motion data is in a file: camera, streams, rates, gaps, trouble, and whether it needs a sync.",
        description = {
            "",
            "Logs of all formats that sync reads, and videos with motion data inside. Of a video only the index and the"
                    + " data track are read.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class InspectCommand implements Callable<Integer> {
    private static final int SMALLEST_HEIGHT_PX = 64;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "motion logs and videos")
    List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "print what was found as JSON")
    boolean json;

    @Option(
            names = "--dump",
            paramLabel = "gcsv|csv",
            description =
                    "convert the log; goes with --out and one FILE. A gcsv log has a row a gyro sample, with acceleration"
                            + " and magnetic field at its time; as csv other streams have files of their own beside it,"
                            + " such as log.acceleration.csv")
    @Nullable
    DumpFormat dump;

    @Option(names = "--out", paramLabel = "FILE", description = "where --dump goes; - is standard output")
    @Nullable
    Path out;

    @Option(names = "--plot", paramLabel = "FILE", description = "draw the rates (SVG); goes with one FILE")
    @Nullable
    Path plot;

    @Mixin
    LogReading reading = new LogReading();

    @Override
    public Integer call() throws IOException {
        boolean writes = dump != null || plot != null;
        if ((dump == null) != (out == null)) {
            throw new ParameterException(spec.commandLine(), "--dump and --out go together");
        }
        if (writes && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--dump and --plot go with one FILE, not " + files.size());
        }
        boolean toStandardOutput = PartFile.STANDARD_OUTPUT.equals(out);
        Usage.require(
                spec,
                !(toStandardOutput && json),
                "--out - and --json both want standard output: name a file, or leave --json away");
        OutputGuard guard = new OutputGuard().reads(files, "the motion log");
        PrintWriter console = spec.commandLine().getOut();
        Dump dumped = dump == null || out == null ? null : Dump.claim(dump, out, guard, console);
        ReplacedFile plotted = plot == null ? null : guard.writes(plot);
        List<Inspected> all = new ArrayList<>();
        int failed = 0;
        try (Syncline syncline = Syncline.create(1)) {
            VideoProvider videos = syncline.videoProviders().getFirst();
            for (Path file : files) {
                try {
                    all.add(inspect(file, videos));
                } catch (IOException e) {
                    if (files.size() == 1) {
                        throw e;
                    }
                    failed++;
                    spec.commandLine().getErr().println("syncline: " + FileErrors.line(e));
                }
            }
        }
        if (dumped != null) {
            MotionLog log = all.getFirst().log();
            dumped.claimOthers(log, guard);
            dumped.write(log).forEach(line -> spec.commandLine().getErr().println("syncline: " + line));
        }
        if (plotted != null) {
            plotted.replaceWith(RatePlot.svg(
                    String.valueOf(files.getFirst().getFileName()),
                    all.getFirst().log().gyro()));
        }
        print(all, toStandardOutput ? spec.commandLine().getErr() : console);
        return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(List<Inspected> all, PrintWriter to) {
        if (json) {
            to.println(InspectJson.of(all));
        } else {
            all.forEach(found -> InspectTable.print(found, to));
        }
        to.flush();
    }

    private Inspected inspect(Path file, VideoProvider videos) throws IOException {
        Path first = Objects.requireNonNull(reading.first(file));
        TelemetryReaders.Found found = TelemetryReaders.describe(
                first, videos.dataTracks(), reading.options(spec, file).allStreams(true));
        MotionLog log = found.log();
        return new Inspected(
                file, log, found.facts(), LogSummary.of(log), log.onVideosClock() ? picture(file, videos) : null);
    }

    /** Null where a container holds motion data alone. */
    private static @Nullable VideoInfo picture(Path file, VideoProvider videos) {
        try (FrameSource frames = videos.open(file, SMALLEST_HEIGHT_PX, 1)) {
            return frames.info();
        } catch (IOException noPicture) {
            return null;
        }
    }
}
