package dev.syncline.bindings.ffmpeg;

import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.ClipTruth;
import dev.syncline.engine.synthetic.RenderRate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Synthetic clips as files: the video, its log, its lens profile and its truth. */
public final class RenderedClips {
    private RenderedClips() {}

    /**
     * Renders a clip. The truth is written last: where it stands, the clip is whole.
     *
     * @param folder exists; files of the clip's names are replaced
     * @param frames told the number of each frame, from 0, before it is coded
     * @return the video
     * @throws IOException when a file cannot be written; no part of a video is left
     */
    public static Path render(ClipSpec clip, VideoEncoding encoding, Path folder, IntConsumer frames)
            throws IOException {
        Path video = ClipFiles.video(clip, folder);
        Files.deleteIfExists(ClipFiles.truth(clip, folder));
        RenderRate rate = clip.camera().frameRate();
        FfmpegVideoWriter writer = FfmpegVideoWriter.create(
                video,
                clip.camera().lens().widthPx(),
                clip.camera().lens().heightPx(),
                rate.numerator(),
                rate.denominator(),
                encoding);
        boolean whole = false;
        try {
            ClipRenderer.render(clip, (frame, timeNs, luma) -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while rendering");
                }
                frames.accept(frame);
                writer.write(luma);
            });
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

    /** Whether a clip is in a folder already, whole and with the same truth. */
    public static boolean isThere(ClipSpec clip, Path folder) throws IOException {
        Path truth = ClipFiles.truth(clip, folder);
        return Files.isRegularFile(truth)
                && Files.isRegularFile(ClipFiles.video(clip, folder))
                && Arrays.equals(
                        Files.readAllBytes(truth), new ClipTruth(clip).json().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * How the catalogue's clips are coded: four qualities in turn, lightly, as a good camera codes, with B-frames, and
     * coarsely.
     *
     * @param number of the clip in the catalogue, from 0
     */
    public static VideoEncoding encoding(int number) {
        return switch (number % 4) {
            case 0 -> VideoEncoding.h264(18, 60);
            case 1 -> VideoEncoding.h264(26, 60);
            case 2 -> VideoEncoding.mpeg4(4, 30, 2);
            default -> VideoEncoding.h264(31, 120);
        };
    }
}
