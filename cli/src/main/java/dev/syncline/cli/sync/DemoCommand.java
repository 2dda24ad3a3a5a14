package dev.syncline.cli.sync;

import dev.syncline.cli.console.FileErrors;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputFolder;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.SyncPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code syncline demo}: renders a clip whose offset is known, syncs it and shows both. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Render a short clip with a known offset, sync it, and show the true and the found offset.",
        description = {"", "Leaves the clip, its log, a report page, a Gyroflow project and the result in a folder.", ""
        },
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DemoCommand implements Callable<Integer> {
    private final DemoClip.Renderer renderer;
    private final ClipSync clipSync;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = OutputFolder.class,
            defaultValue = "demo-out",
            description = "folder to write to (default: demo-out)")
    Path folder;

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress")
    boolean quiet;

    public DemoCommand(DemoClip.Renderer renderer, ClipSync clipSync) {
        this.renderer = renderer;
        this.clipSync = clipSync;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("cannot write to " + folder + ": it is a file; name a folder with --out");
        }
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw new IOException(
                    "cannot make the folder " + folder + ": " + FileErrors.reason(e) + "; name another with --out", e);
        }
        ResultFiles files = new ResultFiles(
                folder.resolve("result.json"),
                folder.resolve("points.csv"),
                folder.resolve("demo.gyroflow"),
                folder.resolve("report.html"),
                new OutputGuard());
        DemoClip demo;
        SyncOutcome outcome;
        try (Progress progress = Progress.shown(quiet, err)) {
            demo = renderer.render(folder, progress);
            outcome = OptionHints.added(clipSync.sync(job(demo), progress), SyncOptions.defaults());
        }
        int exitCode = SyncCommand.finish(outcome, files, out, err);
        compare(demo, outcome.result(), out);
        out.println();
        out.println("Everything is in " + folder + ": open " + folder.resolve("report.html") + " in a browser.");
        out.flush();
        return exitCode;
    }

    private static SyncJob job(DemoClip demo) {
        return new SyncJob(
                ClipInput.of(demo.video()).log(demo.log()).lens(demo.lens()),
                SyncOptions.defaults(),
                Runtime.getRuntime().availableProcessors(),
                DeviceChoice.CPU);
    }

    private static void compare(DemoClip demo, SyncResult result, PrintWriter out) {
        out.println();
        out.printf(Locale.ROOT, "%10s %14s %14s %10s  %s%n", "video s", "true ms", "found ms", "error ms", "grade");
        for (SyncPoint point : result.points()) {
            double trueNs = demo.trueOffsetNs().applyAsDouble(point.videoNs());
            out.printf(
                    Locale.ROOT,
                    "%10.3f %14.3f %14.3f %+10.3f  %s%n",
                    point.videoNs() * 1e-9,
                    trueNs * 1e-6,
                    point.offsetNs() * 1e-6,
                    (point.offsetNs() - trueNs) * 1e-6,
                    point.quality().word());
        }
    }
}
