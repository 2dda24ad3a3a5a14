package dev.syncline.cli.evaluate;

import com.sun.management.OperatingSystemMXBean;
import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.cli.console.ErrorLine;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.SyncCommand;
import dev.syncline.cli.sync.SyncConverters;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.WindowView;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Syncs clips as {@code syncline sync} would with the same options, one after the other, and measures what each costs. */
final class EngineRun {
    private final ClipSync clipSync;
    private final List<String> options;

    /**
     * @param clipSync syncs through the engine
     * @param options of {@code syncline sync}
     */
    EngineRun(ClipSync clipSync, List<String> options) {
        this.clipSync = clipSync;
        this.options = List.copyOf(options);
    }

    /**
     * What came of a clip.
     *
     * @param cost null where it failed
     * @param synced null where it failed before the engine had an answer
     */
    record Outcome(
            Answer answer,
            ClipScore.@Nullable Cost cost,
            @Nullable Synced synced) {}

    /** What the engine was asked and what it said. */
    record Synced(SyncJob job, SyncOutcome outcome) {}

    /** The options were wrong: every clip would end in the same way. */
    static final class WrongOptionsException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongOptionsException(String message) {
            super(message);
        }
    }

    /** Syncs a clip and decodes its windows once more, to compare. */
    Outcome run(Truth truth) throws IOException, InterruptedException {
        Measured measured = new Measured();
        StringWriter said = new StringWriter();
        int exitCode = command(measured, said).execute(args(truth));
        String message = said.toString().strip().replaceFirst("^syncline: ", "");
        if (exitCode == ExitCode.INTERRUPTED) {
            throw new InterruptedException("interrupted");
        }
        if (exitCode == ExitCode.WRONG_USAGE) {
            throw new WrongOptionsException(message);
        }
        Synced synced = measured.synced;
        if (synced == null || (exitCode != ExitCode.DONE && exitCode != ExitCode.REFUSED)) {
            return new Outcome(new Answer.Failed(message), null, null);
        }
        ClipScore.Cost cost = new ClipScore.Cost(measured.cpuS, measured.wallS, decodeCpuS(synced));
        return new Outcome(answer(synced.outcome().result()), cost, synced);
    }

    private static CommandLine command(ClipSync clipSync, StringWriter said) {
        ErrorLine errors = new ErrorLine(() -> false);
        CommandLine command = new CommandLine(new SyncCommand(clipSync));
        SyncConverters.register(command);
        return command.setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(said, true))
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors);
    }

    private String[] args(Truth truth) {
        List<String> args = new ArrayList<>(List.of("--quiet"));
        args.addAll(options);
        if (truth.log() != null) {
            args.add("--gyro=" + truth.log());
        }
        args.add("--lens=" + (truth.lens() == null ? "none" : truth.lens()));
        Truth.Search search = truth.search();
        if (search != null) {
            args.add(String.format(Locale.ROOT, "--rough-offset=%.6fs", search.middleS()));
            args.add(String.format(Locale.ROOT, "--search=%.6fs", search.reachS()));
        }
        args.add("--");
        args.add(truth.video().toString());
        return args.toArray(String[]::new);
    }

    private static Answer answer(SyncResult result) {
        Refusal refusal = result.refusal();
        if (refusal != null) {
            return new Answer.Refused(refusal.code() + ": " + refusal.text());
        }
        List<Answer.Point> points = result.points().stream()
                .filter(point -> point.quality() == Quality.GOOD)
                .map(point -> new Answer.Point(point.videoNs() * 1e-9, point.offsetNs() * 1e-6, point.sigmaNs() * 1e-6))
                .toList();
        return new Answer.Synced(
                points,
                videoS -> result.timeline().track().offsetNsAt(Math.round(videoS * 1e9)) * 1e-6,
                result.mounting().found());
    }

    /** Processor time of decoding what the sync looked at, s; NaN where it looked at nothing. */
    private static double decodeCpuS(Synced synced) throws IOException {
        List<WindowView> windows = synced.outcome().result().windows();
        if (windows.isEmpty()) {
            return Double.NaN;
        }
        SyncJob job = synced.job();
        double before = cpuS();
        try (FrameSource frames = FfmpegFrameSource.open(
                job.input().video(), job.input().videoStream(), job.input().heightPx(), job.threads(), null)) {
            double frameS = 1 / frames.info().fps();
            for (WindowView window : windows) {
                double[] middles = window.videoS();
                if (middles.length > 0) {
                    // A middle lies between the two frames of its pair.
                    double fromS = middles[0] - 0.75 * frameS;
                    double toS = middles[middles.length - 1] + 0.75 * frameS;
                    frames.decode(Math.round(fromS * 1e9), Math.round(toS * 1e9), frame -> true);
                }
            }
        }
        return cpuS() - before;
    }

    private static double cpuS() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() * 1e-9
                : Double.NaN;
    }

    /** Sees what a sync is asked, what it says and what it takes. */
    private final class Measured implements ClipSync {
        @Nullable
        Synced synced;

        double cpuS;
        double wallS;

        @Override
        public SyncOutcome sync(SyncJob job, Consumer<SyncProgress> progress) throws IOException, InterruptedException {
            double cpuBefore = EngineRun.cpuS();
            long before = System.nanoTime();
            SyncOutcome outcome = clipSync.sync(job, progress);
            wallS = (System.nanoTime() - before) * 1e-9;
            cpuS = EngineRun.cpuS() - cpuBefore;
            synced = new Synced(job, outcome);
            return outcome;
        }
    }
}
