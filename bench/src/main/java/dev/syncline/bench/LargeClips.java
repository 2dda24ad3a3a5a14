package dev.syncline.bench;

import dev.syncline.bindings.ffmpeg.FfmpegVideoWriter;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clips of the sizes that cameras record, for measuring time: rendered once and kept. Where the {@code ffmpeg} command is
 * installed, they are coded again by x264 and x265, with B-frames and a keyframe a second, as cameras and archives have
 * them.
 */
final class LargeClips {
    private static final int FRAMES = 180;

    private LargeClips() {}

    /** A clip's files. */
    record Clip(Path video, Path log, Path lens) {}

    /** The clips whose names begin with one of these (all where none is given), made where they are missing. */
    static List<Clip> in(Path folder, List<String> only) throws IOException, InterruptedException {
        List<Clip> clips = new ArrayList<>();
        for (int height : new int[] {1080, 2160}) {
            ClipSpec spec = spec(height);
            if (only.isEmpty()
                    || only.stream()
                            .anyMatch(o ->
                                    o.startsWith(spec.name()) || spec.name().startsWith(o))) {
                Path source = rendered(spec, folder);
                List<Path> videos = new ArrayList<>();
                Path h264 = recoded(source, "h264", List.of("libx264", "-preset", "medium", "-crf", "21"));
                Path hevc = recoded(source, "hevc", List.of("libx265", "-preset", "superfast", "-crf", "23"));
                videos.addAll(h264 == null || hevc == null ? List.of(source) : List.of(h264, hevc));
                for (Path video : videos) {
                    String name = String.valueOf(video.getFileName());
                    if (only.isEmpty() || only.stream().anyMatch(name::startsWith)) {
                        clips.add(new Clip(video, ClipFiles.gcsv(spec, folder), ClipFiles.lens(spec, folder)));
                    }
                }
            }
        }
        return clips;
    }

    private static ClipSpec spec(int height) {
        int width = height * 16 / 9;
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(width, height, 0.65 * width),
                new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                0.001,
                1,
                1,
                2,
                RenderRate.NTSC_30,
                FRAMES);
        return new ClipSpec(
                "large-" + height,
                4000 + height,
                MotionStyle.HANDHELD,
                1,
                camera,
                SceneSpec.of(SceneSpec.Backdrop.TOWN, MotionStyle.HANDHELD),
                GyroSpec.usual(new ImuOrientation("XYZ")),
                LogClock.of(-0.75),
                ClipSpec.Pairing.OWN_LOG);
    }

    private static Path rendered(ClipSpec spec, Path folder) throws IOException {
        Path video = ClipFiles.video(spec, folder);
        if (Files.exists(video)) {
            return video;
        }
        RenderRate rate = spec.camera().frameRate();
        FfmpegVideoWriter writer = FfmpegVideoWriter.create(
                video,
                spec.camera().lens().widthPx(),
                spec.camera().lens().heightPx(),
                rate.numerator(),
                rate.denominator(),
                VideoEncoding.h264(18, 30));
        boolean whole = false;
        try {
            ClipRenderer.render(spec, (frame, timeNs, luma) -> writer.write(luma));
            ClipFiles.write(spec, folder);
            whole = true;
        } finally {
            if (whole) {
                writer.close();
            } else {
                writer.abort();
            }
        }
        return video;
    }

    /** The clip in another codec, or null where the command is missing or lacks the encoder. */
    private static @Nullable Path recoded(Path source, String suffix, List<String> encoder)
            throws IOException, InterruptedException {
        String name = String.valueOf(source.getFileName()).replace(".mp4", "-" + suffix + ".mp4");
        Path target = source.resolveSibling(name);
        if (Files.exists(target)) {
            return target;
        }
        Path unfinished = source.resolveSibling("unfinished-" + name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-i", source.toString(), "-c:v"));
        command.addAll(encoder);
        command.addAll(List.of("-g", "30", "-pix_fmt", "yuv420p", unfinished.toString()));
        try {
            int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exitCode != 0) {
                Files.deleteIfExists(unfinished);
                return null;
            }
        } catch (IOException notInstalled) {
            return null;
        }
        return Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
