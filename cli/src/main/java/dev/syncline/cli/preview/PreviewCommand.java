package dev.syncline.cli.preview;

import dev.syncline.bindings.ffmpeg.FfmpegVideoWriter;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.preview.Preview;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline preview}: the original beside what the synced gyro makes of it. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Show a sync: a few seconds, the original beside the picture that the synced gyro stabilises, as MP4.",
        description = {"", "Gray, without sound. Play it in a loop: at a right point the right half is calm.", ""})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PreviewCommand implements Callable<Integer> {
    private static final int QUANTIZER = 26;
    private static final int GOP_FRAMES = 30;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "VIDEO", description = "the video file")
    Path video;

    @Option(
            names = "--project",
            required = true,
            paramLabel = "RESULT",
            description = "a result of sync (JSON), or a Gyroflow project")
    Path project;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "DURATION",
            description = "middle of the stretch, such as 12.5s")
    Duration at;

    @Option(
            names = "--length",
            paramLabel = "DURATION",
            defaultValue = "3s",
            description = "length of the stretch (default: 3s)")
    Duration length;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the preview, such as preview.mp4")
    Path out;

    @Option(
            names = "--height",
            paramLabel = "PX",
            defaultValue = "540",
            description = "height of the preview (default: 540, or the video's)")
    int heightPx;

    @Mixin
    ClipOptions options = new ClipOptions();

    @Override
    public Integer call() throws IOException {
        Usage.require(spec, !at.isNegative(), "--at must not be before the video");
        Usage.require(
                spec,
                length.compareTo(Duration.ofMillis(200)) >= 0 && length.compareTo(Duration.ofMinutes(10)) <= 0,
                "--length must be 200ms to 10m long");
        Usage.require(spec, heightPx >= 64 && heightPx <= 2160, "--height must be 64 to 2160 px: " + heightPx);
        OutputGuard guard = new OutputGuard()
                .reads(video, "the video")
                .reads(project, "the result")
                .reads(options.gyro, "the motion log")
                .reads(options.lenses.named(), "the lens profile");
        Path target = guard.writes(out).target();
        try (Syncline syncline = Syncline.create();
                SyncedClip clip = SyncedClip.open(syncline, project, video, options, heightPx, guard, spec)) {
            VideoInfo info = clip.clip().info();
            if (at.toNanos() >= info.durationNs()) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "--at %.3fs lies past the end of %s, which is %.3f s long",
                        at.toNanos() * 1e-9,
                        info.name(),
                        info.durationNs() * 1e-9));
            }
            if (clip.result().refusal() != null) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("syncline: warning: the sync was refused, so there is no offset to trust: "
                        + clip.result().refusal().text());
                err.flush();
            }
            Duration from = at.minus(length.dividedBy(2));
            Duration to = from.plus(length);
            Preview preview = clip.clip().preview(clip.result(), from.isNegative() ? Duration.ZERO : from, to);
            long begun = System.nanoTime();
            int pictures = write(preview, info, target);
            double seconds = (System.nanoTime() - begun) * 1e-9;
            spec.commandLine()
                    .getOut()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %d frames of %dx%d, the original left, the stabilised picture right (%.2f times closer),"
                                    + " %.0f frames/s",
                            out,
                            pictures,
                            preview.widthPx(),
                            preview.heightPx(),
                            preview.zoom(),
                            pictures / seconds));
            return ExitCode.DONE;
        }
    }

    private static int write(Preview preview, VideoInfo info, Path target) throws IOException {
        FfmpegVideoWriter writer = FfmpegVideoWriter.createTimed(
                target,
                preview.widthPx(),
                preview.heightPx(),
                Math.clamp(info.fps(), 1, 1000),
                VideoEncoding.h264(QUANTIZER, GOP_FRAMES));
        try {
            int pictures = preview.draw(writer::write);
            writer.close();
            return pictures;
        } finally {
            writer.abort();
        }
    }
}
