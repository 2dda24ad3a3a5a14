package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.FrameSourceView;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Frames as they are, how much each differs from the one before, and the windows that were followed through them. */
final class WatchedFrames extends FrameSourceView {
    /** Written where frames are decoded, one window after the other; read between. */
    private final NavigableMap<Long, Double> changes = new TreeMap<>();

    /** By the lens that they were measured with. */
    private final IdentityHashMap<CameraModel, Map<WindowChoice.Span, TrackedWindow>> followed =
            new IdentityHashMap<>();

    WatchedFrames(FrameSource frames) {
        super(frames);
    }

    /** The frames that are watched. */
    FrameSource source() {
        return frames();
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
        return frames().decode(fromNs, toNs, frame -> {
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
}
