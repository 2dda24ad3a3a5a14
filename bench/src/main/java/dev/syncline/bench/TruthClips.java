package dev.syncline.bench;

import dev.syncline.bindings.ffmpeg.FfmpegVideoWriter;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.RenderRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The catalogue's clips as files, rendered once and kept. */
final class TruthClips {
    private TruthClips() {}

    /** Renders a clip into a folder where it is not there yet; its video. */
    static Path render(ClipSpec clip, int number, Path folder) throws IOException {
        Path video = ClipFiles.video(clip, folder);
        if (Files.exists(video) && Files.exists(ClipFiles.truth(clip, folder))) {
            return video;
        }
        RenderRate rate = clip.camera().frameRate();
        FfmpegVideoWriter writer = FfmpegVideoWriter.create(
                video,
                clip.camera().lens().widthPx(),
                clip.camera().lens().heightPx(),
                rate.numerator(),
                rate.denominator(),
                encoding(number));
        boolean whole = false;
        try {
            ClipRenderer.render(clip, (frame, timeNs, luma) -> writer.write(luma));
            whole = true;
        } finally {
            if (whole) {
                writer.close();
            } else {
                writer.abort();
            }
        }
        ClipFiles.write(clip, folder);
        return video;
    }

    /** Four qualities in turn: lightly coded, as a good camera codes, with B-frames, and coarse. */
    private static VideoEncoding encoding(int number) {
        return switch (number % 4) {
            case 0 -> VideoEncoding.h264(18, 60);
            case 1 -> VideoEncoding.h264(26, 60);
            case 2 -> VideoEncoding.mpeg4(4, 30, 2);
            default -> VideoEncoding.h264(31, 120);
        };
    }
}
