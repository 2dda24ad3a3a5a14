package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A rendered clip in memory: no codec. */
final class RenderedFrames implements FrameSource {
    private final ClipSpec clip;
    private final List<LumaFrame> frames;

    private RenderedFrames(ClipSpec clip, List<LumaFrame> frames) {
        this.clip = clip;
        this.frames = frames;
    }

    static RenderedFrames of(ClipSpec clip) throws IOException {
        List<LumaFrame> frames = new ArrayList<>();
        ClipRenderer.render(clip, (frame, timeNs, luma) -> frames.add(frame(clip, timeNs, luma)));
        return new RenderedFrames(clip, frames);
    }

    /** The first frame, again and again. */
    RenderedFrames frozen() {
        byte[] luma = frames.getFirst().luma();
        return new RenderedFrames(
                clip, frames.stream().map(f -> frame(clip, f.timeNs(), luma)).toList());
    }

    private static LumaFrame frame(ClipSpec clip, long timeNs, byte[] luma) {
        LensSpec lens = clip.camera().lens();
        return new LumaFrame(timeNs, lens.widthPx(), lens.heightPx(), luma, FrameKind.INTRA, true, Double.NaN);
    }

    @Override
    public VideoInfo info() {
        LensSpec lens = clip.camera().lens();
        return new VideoInfo(
                clip.name() + ".mp4",
                lens.widthPx(),
                lens.heightPx(),
                clip.camera().frameRate().fps(),
                Math.round(clip.camera().durationS() * 1e9),
                frames.size(),
                "none",
                0);
    }

    @Override
    public int workingWidthPx() {
        return clip.camera().lens().widthPx();
    }

    @Override
    public int workingHeightPx() {
        return clip.camera().lens().heightPx();
    }

    @Override
    public int decode(long fromNs, long toNs, FrameSink sink) {
        int delivered = 0;
        for (LumaFrame frame : frames) {
            if (frame.timeNs() >= fromNs && frame.timeNs() < toNs) {
                delivered++;
                if (!sink.accept(frame)) {
                    break;
                }
            }
        }
        return delivered;
    }

    @Override
    public void close() {}
}
