package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A clip decoded once and kept, with what the tracker found in each window, so that many logs can be tried on it. Holds
 * every frame of it: see {@link #bytes}. One thread at a time.
 */
public final class KeptClip implements FrameSource, FlowTrackerProvider {
    private final VideoInfo info;
    private final int widthPx;
    private final int heightPx;
    private final List<LumaFrame> frames = new ArrayList<>();
    private final Map<Step, FlowPair> followed = new HashMap<>();
    private final FlowTrackerProvider trackers;

    /** From the first frame of a window to this one. */
    private record Step(long windowNs, long frameNs) {}

    /**
     * Decodes a clip.
     *
     * @param source read to its end, and the caller's to close
     * @param trackers follow the points of windows that are new
     */
    public KeptClip(FrameSource source, FlowTrackerProvider trackers) throws IOException {
        this.trackers = trackers;
        info = source.info();
        widthPx = source.workingWidthPx();
        heightPx = source.workingHeightPx();
        source.decode(0, Long.MAX_VALUE, frames::add);
    }

    /** About how much memory a clip's frames will take, bytes: one a pixel. */
    public static long bytes(FrameSource source) {
        VideoInfo info = source.info();
        double frames = Math.max((double) info.frameCount(), Math.ceil(info.durationNs() * 1e-9 * info.fps()));
        return (long) (frames * source.workingWidthPx() * source.workingHeightPx());
    }

    /** All frames, in order. */
    public List<LumaFrame> frames() {
        return Collections.unmodifiableList(frames);
    }

    @Override
    public VideoInfo info() {
        return info;
    }

    @Override
    public int workingWidthPx() {
        return widthPx;
    }

    @Override
    public int workingHeightPx() {
        return heightPx;
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
    public void close() {
        frames.clear();
    }

    @Override
    public String name() {
        return trackers.name();
    }

    @Override
    public FlowTracker open(FlowSettings settings) {
        return new KeptTracker(settings);
    }

    /** Follows points on the first pass over a window and remembers them. */
    private final class KeptTracker implements FlowTracker {
        private final FlowTracker tracker;
        private final List<LumaFrame> pending = new ArrayList<>();
        private long windowNs = Long.MIN_VALUE;

        KeptTracker(FlowSettings settings) {
            tracker = trackers.open(settings);
        }

        @Override
        public @Nullable FlowPair advance(LumaFrame frame) {
            if (windowNs == Long.MIN_VALUE) {
                windowNs = frame.timeNs();
                pending.add(frame);
                return null;
            }
            pending.add(frame);
            FlowPair kept = followed.get(new Step(windowNs, frame.timeNs()));
            if (kept != null) {
                return kept;
            }
            FlowPair pair = null;
            for (LumaFrame waiting : pending) {
                pair = tracker.advance(waiting);
            }
            pending.clear();
            if (pair != null) {
                followed.put(new Step(windowNs, frame.timeNs()), pair);
            }
            return pair;
        }

        @Override
        public void reset() {
            tracker.reset();
            pending.clear();
            windowNs = Long.MIN_VALUE;
        }

        @Override
        public void close() {
            tracker.close();
        }
    }
}
