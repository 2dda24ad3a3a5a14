package dev.syncline.cli.sync;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputFolder;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.Refused;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOptions.Orientation;
import dev.syncline.engine.api.SyncOptions.Readout;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.Synced;
import dev.syncline.engine.sync.outcome.Warning;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline sync}: one clip, or several in one process. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Find the time offset between a video and its gyro log.",
        description = {
            "",
            "The motion data is taken from --gyro, from inside the video, or from a file beside it with the same name. "
                    + "The offset is video time less log time: add it to log time to reach video time.",
            "Of several clips each gets VIDEO.sync.json and VIDEO.sync.gyroflow beside it or in --out; one that cannot be "
                    + "synced does not stop the others.",
            ""
        },
        parameterListHeading = "%nInput:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Times carry their unit: 2s, 150ms, -93.2s, 1m30s.",
            "Exit codes: 0 synced, 1 failed, 2 wrong usage, 3 refused (no answer to trust), 130 interrupted; of several clips "
                    + "1 where any failed, else 3 where any was refused."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SyncCommand implements Callable<Integer> {
    private final ClipSync clipSync;
    private final int mostClips;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "VIDEO", description = "the clip, or several")
    List<Path> videos;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = OutputFolder.class,
            description = "folder for the files of several clips")
    @Nullable
    Path folder;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "of several clips this many at once; they share the threads (default: 1)")
    @Nullable
    Integer jobs;

    @Option(names = "--gyro", paramLabel = "LOG", description = "the motion log, such as a .gcsv file")
    @Nullable
    Path gyro;

    @Mixin
    LogReading reading = new LogReading();

    @Option(
            names = "--gyroflow-settings",
            paramLabel = "JSON",
            description =
                    "Gyroflow's sync settings, its names and units, as text or a file; its defaults hold where they say"
                            + " nothing, options named here stand above them, and what is ignored is said")
    @Nullable
    GyroflowSettings gyroflowSettings;

    @Mixin
    LensOptions lenses = new LensOptions();

    @Mixin
    MotionInsideOption motion = new MotionInsideOption();

    @Mixin
    CheckOption check = new CheckOption();

    @Mixin
    ResultOptions results = new ResultOptions();

    @Option(
            names = "--points",
            paramLabel = "N|auto",
            defaultValue = "3",
            description = "sync points; auto takes more as long as that makes the offset better known (default: 3)")
    PointCount points;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "1.5s",
            description = "video behind each point (default: 1.5s)")
    Duration window;

    @Option(
            names = "--precision",
            paramLabel = "TIME",
            description =
                    "error bar of the offset at the clip's middle that is enough, such as 0.1ms: no more video is looked "
                            + "at than that takes")
    @Nullable
    Duration precision;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            split = ",",
            description = "sync at these video times, such as 12.5s,40s, instead of places chosen by motion")
    List<Duration> at = new ArrayList<>();

    @Option(
            names = "--rough-offset",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "middle of the search; goes with --search")
    Duration roughOffset;

    @Option(
            names = "--search",
            paramLabel = "TIME",
            description = "search this far to either side (default: the whole log)")
    @Nullable
    Duration search;

    @Option(
            names = "--orientation",
            paramLabel = "AXES",
            defaultValue = "auto",
            description =
                    "how the log's axes lie in the camera, in Gyroflow's letters, such as YxZ for right, up, back; auto to find "
                            + "it, declared to take the log's word (default: auto)")
    Orientation orientation;

    @Option(
            names = "--readout",
            paramLabel = "TIME",
            defaultValue = "known",
            description =
                    "time that the picture takes to be read out, such as 16ms; negative for bottom to top; auto to "
                            + "find it (default: from the lens profile or the log)")
    Readout readout;

    @Option(
            names = "--bias",
            paramLabel = "auto|none",
            defaultValue = "auto",
            description = "auto estimates the gyro's bias together with the offset; none where the log is free of it "
                    + "(default: auto)")
    BiasChoice bias;

    @Option(
            names = "--low-pass",
            paramLabel = "HZ",
            description = "filter the log's rates above this, as Gyroflow's low-pass does; 10 or more (default: none)")
    @Nullable
    Double lowPassHz;

    @Mixin
    SpeedOptions speed = new SpeedOptions();

    @Option(
            names = "--video-stream",
            paramLabel = "N",
            description = "which of the file's video streams, the first being 0 (default: the largest picture)")
    @Nullable
    Integer videoStream;

    @Option(
            names = "--video-zero",
            paramLabel = "first-frame|container",
            defaultValue = "first-frame",
            description =
                    "where the video's times count from: its first frame, or the container's own zero, to which the"
                            + " first frame may be later (default: first-frame)")
    String videoZero;

    @Option(
            names = "--height",
            paramLabel = "PX",
            defaultValue = "480",
            description = "height that frames are scaled down to (default: 480)")
    int heightPx;

    @Mixin
    FlowOptions flow = new FlowOptions();

    @Option(
            names = "--force",
            description = "sync even where the camera's motion data has the video's own times already")
    boolean force;

    @Mixin
    ThreadOption threads = new ThreadOption();

    @Option(names = "--explain", description = "where there is no answer, print all that was tried to tell why")
    boolean explain;

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress")
    boolean quiet;

    public SyncCommand(ClipSync clipSync) {
        this(clipSync, Integer.MAX_VALUE);
    }

    /** @param mostClips that may be named */
    public SyncCommand(ClipSync clipSync, int mostClips) {
        this.clipSync = clipSync;
        this.mostClips = mostClips;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Usage.require(spec, videos.size() <= mostClips, "a job names one clip; send a job for each");
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (gyroflowSettings != null) {
            gyroflowSettings
                    .said(this::isNamed, !speed.isNamed())
                    .forEach(line -> err.println("syncline: --gyroflow-settings: " + line));
        }
        if (videos.size() > 1 || folder != null) {
            return many(out, err);
        }
        Usage.require(spec, jobs == null, "--jobs goes with several clips");
        Usage.require(
                spec, results.gyroflowFrom == null || results.gyroflow != null, "--gyroflow-from goes with --gyroflow");
        Usage.require(spec, !check.asked || results.report != null, "--check goes with --report");
        Path video = videos.getFirst();
        SyncJob job = job(video, 1);
        ResultFiles files = results.files(guard(video));
        SyncOutcome outcome;
        try (Progress progress = Progress.shown(quiet, err)) {
            outcome = OtherLogs.sync(clipSync, job, reading.others, progress);
        }
        SyncOutcome worded = worded(outcome, job, err);
        if (explain) {
            Explanation.print(worded.result(), files.ownStandardOutput() ? err : out);
        }
        return finish(worded, files.checked(check.of(worded, job, err)), out, err);
    }

    private int many(PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        Usage.require(
                spec,
                !results.any() && !explain && !check.asked,
                "--json, --csv, --gyroflow, --report, --check and --explain go with one clip and without --out: of several each gets "
                        + "VIDEO.sync.json and VIDEO.sync.gyroflow");
        int atOnce = Math.min(jobs == null ? 1 : jobs, videos.size());
        Usage.require(spec, jobs == null || (jobs >= 1 && jobs <= 1024), "--jobs must be 1 to 1024: " + jobs);
        job(videos.getFirst(), atOnce);
        return new ManyClips(folder, out, err).run(videos, atOnce, this::guard, video -> {
            SyncJob job = job(video, atOnce);
            return worded(OtherLogs.sync(clipSync, job, reading.others, progress -> {}), job, err);
        });
    }

    private OutputGuard guard(Path video) throws IOException {
        return ClipGuard.of(video, gyro, reading, lenses);
    }

    private SyncOutcome worded(SyncOutcome outcome, SyncJob job, PrintWriter err) {
        flow.saySpot(outcome.result().engine(), err);
        SyncOutcome worded = RemedyCommand.added(OptionHints.added(outcome, job.options()), job.input());
        return motion.applied(results.gyroflowOffset == GyroflowOffset.TRUE ? worded.withTrueOffsets() : worded);
    }

    /** Writes the files and says what came out. */
    static int finish(SyncOutcome outcome, ResultFiles files, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        for (Warning warning : outcome.result().warnings()) {
            err.println("syncline: warning: " + warning.text());
        }
        files.write(outcome, out, err);
        if (!files.ownStandardOutput()) {
            ResultTable.print(outcome.result(), out);
        } else if (outcome instanceof Refused refused) {
            err.println("syncline: refused: " + refused.reason());
        }
        err.flush();
        return switch (outcome) {
            case Synced synced -> ExitCode.DONE;
            case Refused refused -> ExitCode.REFUSED;
        };
    }

    /** @param atOnce clips that share the threads */
    private SyncJob job(Path video, int atOnce) throws IOException {
        Usage.require(
                spec,
                within(window, Duration.ofMillis(300), Duration.ofMinutes(1)),
                "--window must be 300ms to 1m long: " + shown(window));
        Usage.require(
                spec,
                precision == null || within(precision, Duration.ofNanos(1_000), Duration.ofMillis(100)),
                "--precision must be 0.001ms to 100ms: " + (precision == null ? "" : shown(precision)));
        Usage.require(spec, heightPx >= 64 && heightPx <= 8192, "--height must be 64 to 8192 px: " + heightPx);
        int processors = threads.count(spec);
        flow.check(spec);
        Usage.require(spec, search == null || search.isPositive(), "--search must be longer than 0");
        Usage.require(
                spec, search != null || roughOffset.isZero(), "--rough-offset goes with --search: say how far to look");
        speed.check(spec);
        Usage.require(
                spec,
                search == null || !speed.isNamed(),
                "--search goes without --speed and --true-fps: the whole log is searched");
        Usage.require(
                spec, videoStream == null || videoStream >= 0, "--video-stream must be 0 or above: " + videoStream);
        Usage.require(
                spec,
                lowPassHz == null || (lowPassHz >= 10 && lowPassHz <= 100_000),
                "--low-pass must be 10 to 100000 Hz: " + lowPassHz);
        Usage.require(spec, at.size() <= 500, "--at takes 500 times at most: " + at.size());
        for (Duration middle : at) {
            Usage.require(spec, !middle.isNegative(), "--at must not be before the video: " + shown(middle));
        }
        SyncOptions options = SyncOptions.defaults()
                .points(points.least(), points.most())
                .window(window)
                .at(at)
                .orientation(orientation)
                .readout(readout)
                .estimateBias(bias == BiasChoice.AUTO)
                .tracker(flow.tracker(spec))
                .speed(speed.playing())
                .force(force)
                .lowPass(lowPassHz == null ? 0 : lowPassHz)
                .zero(zero());
        options = precision == null ? options : options.precision(precision);
        ClipInput input = ClipInput.of(video)
                .log(reading.first(gyro))
                .lens(lenses.named())
                .lensLookup(lenses.lookup(spec))
                .heightPx(heightPx)
                .reading(reading.options(spec, gyro));
        input = videoStream == null ? input : input.videoStream(videoStream);
        SyncJob job = new SyncJob(
                input,
                search == null ? options : options.search(roughOffset, search),
                Math.max(1, processors / atOnce),
                flow.device());
        return gyroflowSettings == null ? job : gyroflowSettings.over(job, this::isNamed);
    }

    private boolean isNamed(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private SyncOptions.VideoZero zero() {
        boolean container = videoZero.equals("container");
        Usage.require(
                spec,
                container || videoZero.equals("first-frame"),
                "--video-zero: expected first-frame or container, but was '" + videoZero + "'");
        Usage.require(
                spec,
                !container || (videos.size() == 1 && results.gyroflow == null && results.report == null),
                "--video-zero container goes with one clip, without --gyroflow and --report, which count from the first"
                        + " frame");
        return container ? SyncOptions.VideoZero.CONTAINER : SyncOptions.VideoZero.FIRST_FRAME;
    }

    private static boolean within(Duration value, Duration low, Duration high) {
        return value.compareTo(low) >= 0 && value.compareTo(high) <= 0;
    }

    private static String shown(Duration value) {
        return value.toNanos() * 1e-9 + "s";
    }
}
