package dev.syncline.cli.points;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.cli.sync.LogReading;
import dev.syncline.cli.sync.MotionInsideOption;
import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.SyncResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline points export}: an edited result as a project. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Write a result, edited or not, as a Gyroflow project.",
        description = {
            "",
            "Gyroflow's straight lines between the project's points are the result's track. Video, log and lens are those that"
                    + " the result names, beside it; nothing is decoded.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointsExportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a result")
    Path file;

    @Option(names = "--gyroflow", required = true, paramLabel = "PROJECT", description = "the project to write")
    Path project;

    @Option(
            names = "--gyroflow-from",
            paramLabel = "PROJECT",
            description = "a project whose other settings go into it; may be the same file")
    @Nullable
    Path from;

    @Option(names = "--video", paramLabel = "VIDEO", description = "the clip, where it is elsewhere")
    @Nullable
    Path video;

    @Option(names = "--gyro", paramLabel = "LOG", description = "the motion log, where it is elsewhere")
    @Nullable
    Path gyro;

    @Option(names = "--lens", paramLabel = "PROFILE", description = "lens profile")
    @Nullable
    Path lens;

    @Mixin
    MotionInsideOption motion = new MotionInsideOption();

    @Mixin
    LogReading reading = new LogReading();

    @Override
    public Integer call() throws IOException {
        EditedFile read = EditedFile.read(file);
        if (!read.points().isResult()) {
            throw new IOException(
                    file + ": is a Gyroflow project already; expected a result of syncline sync (--json)");
        }
        SyncResult result = read.points().result(LogInterval.NONE, 0);
        try (NamedClip clip = NamedClip.of(read, video, gyro, lens)) {
            ReplacedFile target = new OutputGuard()
                    .reads(file, "the result")
                    .reads(clip.video(), "the video")
                    .reads(clip.log(), "the motion log")
                    .reads(clip.lens(), "the lens profile")
                    .writes(project);
            ClipInput input = ClipInput.of(clip.video())
                    .log(reading.first(clip.log()))
                    .lens(clip.lens())
                    .reading(reading.options(spec, clip.log()));
            byte[] text;
            try (Syncline syncline = Syncline.create(1);
                    Clip opened = syncline.open(input)) {
                SyncOutcome outcome = motion.applied(SyncOutcome.of(result, opened.origin()));
                text = from == null ? outcome.gyroflowProject() : outcome.gyroflowProject(from);
            }
            if (text == null) {
                spec.commandLine()
                        .getErr()
                        .println("syncline: " + project
                                + " was not written: there is no point to put into a Gyroflow project");
                return ExitCode.REFUSED;
            }
            target.replaceWith(text);
            return ExitCode.DONE;
        }
    }
}
