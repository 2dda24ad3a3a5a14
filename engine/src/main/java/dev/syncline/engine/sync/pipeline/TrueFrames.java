package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.FrameSourceView;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames without those that repeat the one before. The first of each counts. Where repeats come regularly, the true ones
 * were taken evenly, and were moved to the times of a faster or slower clock: they are put back on an even grid.
 */
final class TrueFrames extends FrameSourceView {
    /** Frames before a window that are looked at, so that its first is not a repeat. */
    private static final int LEAD = 7;

    /** True frames that lie further from an even grid, in frames of the file, were not moved to its times from one. */
    private static final double MOVED = 0.8;

    /** Frames that are held at once; an even grid is laid through them. */
    private static final int MOST_WAITING = 120;

    private final FrameChanges changes;

    TrueFrames(FrameSource frames, FrameChanges changes) {
        super(frames);
        this.changes = changes;
    }

    @Override
    public VideoInfo info() {
        VideoInfo info = frames().info();
        return new VideoInfo(
                info.name(),
                info.widthPx(),
                info.heightPx(),
                changes.isRegular() ? info.fps() * changes.trueShare() : info.fps(),
                info.durationNs(),
                changes.isRegular() ? Math.round(info.frameCount() * changes.trueShare()) : info.frameCount(),
                info.codec(),
                info.rotationDeg());
    }

    @Override
    public int decode(long fromNs, long toNs, FrameSink sink) throws IOException {
        long leadNs = Math.round(LEAD * 1e9 / frames().info().fps());
        byte[][] before = new byte[1][];
        int[] delivered = new int[1];
        List<LumaFrame> waiting = new ArrayList<>();
        frames().decode(Math.max(0, fromNs - leadNs), toNs, frame -> {
            double change = FrameChanges.between(before[0], frame.luma(), frame.widthPx(), frame.heightPx());
            boolean repeats = change <= changes.limit();
            before[0] = repeats ? before[0] : frame.luma();
            if (repeats || frame.timeNs() < fromNs) {
                return true;
            }
            if (!changes.isRegular()) {
                delivered[0]++;
                return sink.accept(frame);
            }
            waiting.add(frame);
            return waiting.size() < MOST_WAITING || deliver(waiting, sink, delivered);
        });
        deliver(waiting, sink, delivered);
        return delivered[0];
    }

    /** False where the sink has had enough. */
    private boolean deliver(List<LumaFrame> waiting, FrameSink sink, int[] delivered) {
        List<LumaFrame> ready = onEvenGrid(waiting);
        waiting.clear();
        for (LumaFrame frame : ready) {
            delivered[0]++;
            if (!sink.accept(frame)) {
                return false;
            }
        }
        return true;
    }

    private List<LumaFrame> onEvenGrid(List<LumaFrame> window) {
        int n = window.size();
        if (n < 3) {
            return List.copyOf(window);
        }
        double stepNs = 1e9 / info().fps();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += window.get(i).timeNs() - i * stepNs;
        }
        double firstNs = sum / n;
        double mostNs = MOVED * 1e9 / frames().info().fps();
        List<LumaFrame> out = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            LumaFrame f = window.get(i);
            double evenNs = firstNs + i * stepNs;
            if (Math.abs(evenNs - f.timeNs()) > mostNs) {
                return List.copyOf(window);
            }
            out.add(new LumaFrame(
                    Math.round(evenNs),
                    f.widthPx(),
                    f.heightPx(),
                    f.luma(),
                    f.kind(),
                    f.keptAsReference(),
                    f.quantizer()));
        }
        return out;
    }
}
