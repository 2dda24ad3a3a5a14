package dev.syncline.cli.preview;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.cli.sync.ResultFiles;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.preview.PointCheck;
import dev.syncline.engine.report.HtmlReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline check}: the rotation that a stabilised picture still has. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Check a sync without eyes: the rotation that is left where the synced gyro holds the picture still.",
        description = {
            "",
            "At every point, and with the offset 1, 2 and 5 ms off: at a right point the least is left at 0. Exit code 0 where"
                    + " all points are still, 3 where one is not.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CheckCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RESULT", description = "a result of sync (JSON), or a Gyroflow project")
    Path file;

    @Option(names = "--video", paramLabel = "VIDEO", description = "the video (default: as RESULT says, or beside it)")
    @Nullable
    Path video;

    @Mixin
    ClipOptions options = new ClipOptions();

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            defaultValue = "1.5s",
            description = "video to look at about each point (default: 1.5s)")
    Duration window;

    @Option(
            names = "--height",
            paramLabel = "PX",
            defaultValue = "480",
            description = "height that frames are scaled down to (default: 480)")
    int heightPx;

    @Option(names = "--json", paramLabel = "FILE", description = "write the checks as JSON; - is standard output")
    @Nullable
    Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write a page with the points and the checks (HTML, needs no network)")
    @Nullable
    Path report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Usage.require(
                spec,
                window.compareTo(Duration.ofMillis(200)) >= 0 && window.compareTo(Duration.ofMinutes(1)) <= 0,
                "--window must be 200ms to 1m long");
        Usage.require(spec, heightPx >= 64 && heightPx <= 8192, "--height must be 64 to 8192 px: " + heightPx);
        OutputGuard guard = new OutputGuard()
                .reads(file, "the result")
                .reads(video, "the video")
                .reads(options.gyro, "the motion log")
                .reads(options.lenses.named(), "the lens profile");
        boolean toStandardOutput = ResultFiles.STANDARD_OUTPUT.equals(json);
        ReplacedFile written = json == null || toStandardOutput ? null : guard.writes(json);
        ReplacedFile page = report == null ? null : guard.writes(report);
        PrintWriter out = spec.commandLine().getOut();
        try (Syncline syncline = Syncline.create();
                SyncedClip clip = SyncedClip.open(syncline, file, video, options, heightPx, guard, spec)) {
            ClipCheck check = clip.clip().check(clip.result(), window);
            List<PointCheck> checks = check.points();
            boolean well = check.isWell();
            byte[] text = CheckJson.of(clip, checks, well);
            if (written != null) {
                written.replaceWith(text);
            }
            if (page != null) {
                page.replaceWith(HtmlReport.render(clip.result(), check));
            }
            if (toStandardOutput) {
                out.print(new String(text, StandardCharsets.UTF_8));
                out.flush();
                if (!well) {
                    spec.commandLine().getErr().println("syncline: " + CheckTable.verdict(checks));
                }
            } else {
                CheckTable.print(clip, checks, out);
            }
            return well ? ExitCode.DONE : ExitCode.REFUSED;
        }
    }
}
