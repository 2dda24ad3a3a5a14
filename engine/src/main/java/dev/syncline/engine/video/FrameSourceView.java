package dev.syncline.engine.video;

import java.io.IOException;

/** Frames of another source, delivered in another way: all else is the other's. */
public abstract class FrameSourceView implements FrameSource {
    private final FrameSource frames;

    /**
     * A view of a source.
     *
     * @param frames closed with the view
     */
    protected FrameSourceView(FrameSource frames) {
        this.frames = frames;
    }

    /** {@return the frames that are looked at} */
    protected final FrameSource frames() {
        return frames;
    }

    @Override
    public VideoInfo info() {
        return frames.info();
    }

    @Override
    public int workingWidthPx() {
        return frames.workingWidthPx();
    }

    @Override
    public int workingHeightPx() {
        return frames.workingHeightPx();
    }

    @Override
    public long keyframeNs(long timeNs) {
        return frames.keyframeNs(timeNs);
    }

    @Override
    public long firstFrameNs() throws IOException {
        return frames.firstFrameNs();
    }

    @Override
    public String decoder() {
        return frames.decoder();
    }

    @Override
    public void close() {
        frames.close();
    }
}
