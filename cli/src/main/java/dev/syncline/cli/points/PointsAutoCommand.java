package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.DeviceChoice;
import dev.syncline.cli.sync.LogReading;
import dev.syncline.cli.sync.OptionHints;
import dev.syncline.cli.sync.Progress;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.cli.sync.ThreadOption;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.Refused;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.edit.EditPoint;
import dev.syncline.engine.edit.PointEdits;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points auto}: "Auto sync here". */
@Command(
        name = "auto",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Sync at one time of the video and put the point into the file.",
        description = {
            "",
            "Auto sync here, in Gyroflow's words. Video, log and lens are those that the file names, in their places or"
                    + " beside the file. The point takes the place of those within a tenth of a second. Where there is no"
                    + " answer to trust the file stays as it is.",
            ""
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (no answer to trust), 130 interrupted."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsAutoCommand implements Callable<Integer> {
    /** Points within this are one to the editor: nothing need be said. */
    private static final long SAME_PLACE_NS = 100_000_000;

    private final ClipSync clipSync;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result, or a Gyroflow project")
    Path file;

    @Mixin
    PointPlace place = new PointPlace();

    @Option(names = "--video", paramLabel = "VIDEO", description = "the clip, where the file's own is elsewhere")
    @Nullable
    Path video;

    @Option(names = "--gyro", paramLabel = "LOG", description = "the motion log, where the file's own is elsewhere")
    @Nullable
    Path gyro;

    @Option(names = "--lens", paramLabel = "PROFILE", description = "lens profile (default: the one in the project)")
    @Nullable
    Path lens;

    @Mixin
    LogReading reading = new LogReading();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "1.5s",
            description = "video behind the point (default: 1.5s)")
    Duration window;

    @Option(
            names = "--rough-offset",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "middle of the search; goes with --search")
    Duration roughOffset;

    @Option(
            names = "--search",
            paramLabel = "TIME",
            description = "search this far to either side (default: 5s about the points that are there; the whole log"
                    + " where there are none)")
    @Nullable
    Duration search;

    @Mixin
    ThreadOption threads = new ThreadOption();

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress")
    boolean quiet;

    PointsAutoCommand(ClipSync clipSync) {
        this.clipSync = clipSync;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Usage.require(spec, search == null || search.isPositive(), "--search must be longer than 0");
        Usage.require(
                spec, search != null || roughOffset.isZero(), "--rough-offset goes with --search: say how far to look");
        int processors = threads.count(spec);
        Usage.require(
                spec,
                window.compareTo(Duration.ofMillis(300)) >= 0 && window.compareTo(Duration.ofMinutes(1)) <= 0,
                "--window must be 300ms to 1m long");
        PrintWriter err = spec.commandLine().getErr();
        EditedFile read = EditedFile.read(file);
        long atNs = place.within(read.name(), read.points());
        try (NamedClip clip = NamedClip.of(read, video, gyro, lens)) {
            read.claim();
            ClipInput input = ClipInput.of(clip.video())
                    .log(reading.first(clip.log()))
                    .lens(clip.lens())
                    .reading(reading.options(spec, clip.log()));
            SyncOptions options = new HereOptions(read.points()).at(atNs, window, roughOffset, search);
            SyncOutcome outcome;
            try (Progress progress = Progress.shown(quiet, err)) {
                outcome = clipSync.sync(new SyncJob(input, options, processors, DeviceChoice.CPU), progress);
            }
            return put(read, OptionHints.added(outcome, options), atNs, err);
        }
    }

    private int put(EditedFile read, SyncOutcome outcome, long atNs, PrintWriter err) throws IOException {
        for (Warning warning : outcome.result().warnings()) {
            err.println("syncline: warning: " + warning.text());
        }
        SyncPoint point = outcome.result().points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .min(Comparator.comparingLong(p -> Math.abs(p.videoNs() - atNs)))
                .orElse(null);
        if (outcome instanceof Refused || point == null) {
            String reason = outcome instanceof Refused refused
                    ? refused.reason()
                    : "the motion data has the video's own times; nothing was measured";
            err.println("syncline: refused: " + reason);
            err.flush();
            return ExitCode.REFUSED;
        }
        long movedNs = point.videoNs() - atNs;
        if (Math.abs(movedNs) > SAME_PLACE_NS) {
            err.printf(
                    Locale.ROOT,
                    "syncline: warning: the point is put at %.3f s, %.3f s %s --at %.3fs: near an end of the video its"
                            + " window of %.3f s has to lie within (a shorter --window comes closer)%n",
                    point.videoNs() * 1e-9,
                    Math.abs(movedNs) * 1e-9,
                    movedNs < 0 ? "before" : "after",
                    atNs * 1e-9,
                    window.toNanos() * 1e-9);
        }
        long zeroNs = outcome.result().inputs().zeroOfLogNs();
        double halfMs = outcome.origin().interval().halfNsAt(point.logNs()) * 1e-6;
        double heldMs = read.points().heldMs(point.offsetNs(), zeroNs, halfMs);
        double heldHalfMs = heldMs - (point.offsetNs() + zeroNs) * 1e-6;
        List<EditPoint> edited =
                PointEdits.replaced(read.points().points(), EditPoint.measured(point, heldMs, heldHalfMs));
        read.write(
                PointEdits.graded(edited, read.points().jumpsNs()),
                spec.commandLine().getOut(),
                err);
        return ExitCode.DONE;
    }
}
