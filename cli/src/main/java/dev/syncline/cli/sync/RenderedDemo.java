package dev.syncline.cli.sync;

import dev.syncline.bindings.ffmpeg.FfmpegVideoWriter;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.ClipTruth;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Renders the demo's clip and writes it with its log and lens profile. */
public final class RenderedDemo implements DemoClip.Renderer {
    private static final int QUANTIZER = 20;
    private static final int GOP_FRAMES = 30;

    private final ClipSpec clip;

    public RenderedDemo() {
        this(SyntheticCatalogue.demo());
    }

    /** Renders another clip than the demo's. */
    public RenderedDemo(ClipSpec clip) {
        this.clip = clip;
    }

    @Override
    public DemoClip render(Path folder, Consumer<SyncProgress> progress) throws IOException {
        Path video = ClipFiles.video(clip, folder);
        RenderRate rate = clip.camera().frameRate();
        int frames = clip.camera().frames();
        int width = clip.camera().lens().widthPx();
        int height = clip.camera().lens().heightPx();
        FfmpegVideoWriter writer = FfmpegVideoWriter.create(
                video, width, height, rate.numerator(), rate.denominator(), VideoEncoding.h264(QUANTIZER, GOP_FRAMES));
        boolean whole = false;
        try {
            ClipRenderer.render(clip, (frame, timeNs, luma) -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while rendering");
                }
                progress.accept(new SyncProgress("render the demo's clip", frame, frames));
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
        ClipTruth truth = new ClipTruth(clip);
        return new DemoClip(video, ClipFiles.gcsv(clip, folder), ClipFiles.lens(clip, folder), truth::offsetNsAt);
    }
}
