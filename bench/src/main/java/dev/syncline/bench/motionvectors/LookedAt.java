package dev.syncline.bench.motionvectors;

import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Notes which windows of a clip a sync looks at, and in how many goes. */
final class LookedAt implements FrameSource, Consumer<SyncProgress> {
    private final FrameSource frames;
    private final List<List<Window>> looks = new ArrayList<>();
    private boolean looking;
    private int searches;

    /** A stretch of video, ns. */
    record Window(long fromNs, long toNs) {
        boolean overlaps(Window other) {
            return fromNs < other.toNs && other.fromNs < toNs;
        }
    }

    LookedAt(FrameSource frames) {
        this.frames = frames;
    }

    /** The windows in the order in which they were decoded, those between two judgements together. */
    List<List<Window>> looks() {
        return looks;
    }

    /** How many of the looks, from the first on, were to find an offset; those after were at other places, to know it better. */
    int searches() {
        return searches;
    }

    @Override
    public void accept(SyncProgress progress) {
        String stage = progress.stage();
        if (!stage.startsWith("decode")) {
            looking = false;
        }
        searches += stage.equals("correlate") ? 1 : 0;
    }

    @Override
    public int decode(long fromNs, long toNs, FrameSink sink) throws IOException {
        if (!looking) {
            looks.add(new ArrayList<>());
            looking = true;
        }
        looks.getLast().add(new Window(fromNs, toNs));
        return frames.decode(fromNs, toNs, sink);
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
    public void close() {
        // The frames are their owner's.
    }
}
