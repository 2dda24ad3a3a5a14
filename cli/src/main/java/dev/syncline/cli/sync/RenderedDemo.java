package dev.syncline.cli.sync;

import dev.syncline.bindings.ffmpeg.RenderedClips;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.ClipTruth;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import java.io.IOException;
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
        int frames = clip.camera().frames();
        Path video = RenderedClips.render(
                clip,
                VideoEncoding.h264(QUANTIZER, GOP_FRAMES),
                folder,
                frame -> progress.accept(new SyncProgress("render the demo's clip", frame, frames)));
        ClipTruth truth = new ClipTruth(clip);
        return new DemoClip(video, ClipFiles.gcsv(clip, folder), ClipFiles.lens(clip, folder), truth::offsetNsAt);
    }
}
