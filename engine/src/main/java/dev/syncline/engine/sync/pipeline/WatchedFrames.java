package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Frames as they are, how much each differs from the one before, and the windows that were followed through them. */
final class WatchedFrames implements FrameSource {
    private final FrameSource frames;

    /** Written where frames are decoded, one window after the other; read between. */
    private final NavigableMap<Long, Double> changes = new TreeMap<>();

    /** By the lens that they were measured with. */
    private final IdentityHashMap<CameraModel, Map<WindowChoice.Span, TrackedWindow>> followed =
            new IdentityHashMap<>();

    WatchedFrames(FrameSource frames) {
        this.frames = frames;
    }

    /** The frames that are watched. */
    FrameSource source() {
        return frames;
    }

    /** The windows that were followed so far, for another attempt with the same lens. */
    Map<WindowChoice.Span, TrackedWindow> followed(CameraModel lens) {
        return followed.computeIfAbsent(lens, l -> new HashMap<>());
    }

    /** What was seen so far; not while frames are being decoded. */
    FrameChanges changes() {
        synchronized (changes) {
            return FrameChanges.of(changes, 1e9 / info().fps());
        }
    }

    @Override
    public int decode(long fromNs, long toNs, FrameSink sink) throws IOException {
        byte[][] before = new byte[1][];
        return frames.decode(fromNs, toNs, frame -> {
            note(before[0], frame);
            before[0] = frame.luma();
            return sink.accept(frame);
        });
    }

    private void note(byte @Nullable [] before, LumaFrame frame) {
        if (before != null) {
            double change = FrameChanges.between(before, frame.luma(), frame.widthPx(), frame.heightPx());
            synchronized (changes) {
                changes.put(frame.timeNs(), change);
            }
        }
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
    public String decoder() {
        return frames.decoder();
    }

    @Override
    public void close() {
        frames.close();
    }
}
