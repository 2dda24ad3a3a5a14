package dev.syncline.engine.flow.klt;

import dev.syncline.engine.flow.CornerGrid;
import dev.syncline.engine.flow.FlowPair;
import dev.syncline.engine.flow.FlowSettings;
import dev.syncline.engine.flow.FlowTracker;
import dev.syncline.engine.flow.PointSet;
import dev.syncline.engine.kernel.ImageKernels;
import dev.syncline.engine.video.LumaFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pyramidal Lucas–Kanade, each point followed forward and back again. New corners are taken only where points were
 * lost.
 */
final class KltFlowTracker implements FlowTracker {
    /** Corners are looked for again when less than this part of the points is left. */
    private static final double REFILL_BELOW = 0.85;

    /** The kernels' first pixel has its centre at 0, a pair's at ½. */
    private static final float PIXEL_CENTRE = 0.5f;

    private final ImageKernels kernels;
    private final FlowSettings settings;
    private final KltFlow flow;
    private final int marginPx;
    private LumaPyramid before;
    private LumaPyramid now;
    private PointSet points;
    private PointSet kept;
    private float[] end;
    private float[] faultPx;
    private TrackFault[] fault;
    private @Nullable CornerGrid grid;
    private @Nullable CornerMap corners;
    private FlowPair.@Nullable FrameStamp stampBefore;
    private int nextId;
    private int pointsAfterRefill;
    private boolean closed;

    KltFlowTracker(ImageKernels kernels, FlowSettings settings) {
        this.kernels = kernels;
        this.settings = settings;
        this.flow = new KltFlow(kernels, settings);
        this.marginPx = KltFlow.margin(settings);
        this.before = new LumaPyramid(kernels, settings.pyramidLevels());
        this.now = new LumaPyramid(kernels, settings.pyramidLevels());
        this.points = new PointSet(settings.maxPoints());
        this.kept = new PointSet(settings.maxPoints());
        this.end = new float[2 * settings.maxPoints()];
        this.faultPx = new float[settings.maxPoints()];
        this.fault = new TrackFault[settings.maxPoints()];
    }

    @Override
    public @Nullable FlowPair advance(LumaFrame frame) {
        if (closed) {
            throw new IllegalStateException("the tracker is closed");
        }
        FlowPair.FrameStamp stamp = FlowPair.FrameStamp.of(frame);
        FlowPair.FrameStamp from = stampBefore;
        if (from != null) {
            int width = before.level(0).widthPx();
            int height = before.level(0).heightPx();
            if (width != frame.widthPx() || height != frame.heightPx()) {
                throw new IllegalArgumentException("frame of " + frame.widthPx() + "x" + frame.heightPx()
                        + " px after one of " + width + "x" + height + " px: reset the tracker first");
            }
        }
        now.build(frame.luma(), frame.widthPx(), frame.heightPx());
        FlowPair pair = from == null ? null : follow(from, stamp);
        if (from == null || points.size() < REFILL_BELOW * pointsAfterRefill || points.size() == 0) {
            refill(frame.widthPx(), frame.heightPx());
        }
        LumaPyramid picture = before;
        before = now;
        now = picture;
        stampBefore = stamp;
        return pair;
    }

    private FlowPair follow(FlowPair.FrameStamp from, FlowPair.FrameStamp to) {
        int n = points.size();
        float[] start = points.interleaved();
        flow.follow(before, now, n, start, end, faultPx, fault);
        int[] id = new int[n];
        float[][] columns = new float[5][n]; // x0, y0, x1, y1, fault
        kept.clear();
        for (int i = 0; i < n; i++) {
            float x = end[2 * i];
            float y = end[2 * i + 1];
            // Older points come first: of two that ran into each other the older one stays.
            if (fault[i] != TrackFault.NONE || kept.hasNear(x, y, settings.minDistancePx() / 2, kept.size())) {
                continue;
            }
            int k = kept.size();
            id[k] = points.id(i);
            columns[0][k] = start[2 * i] + PIXEL_CENTRE;
            columns[1][k] = start[2 * i + 1] + PIXEL_CENTRE;
            columns[2][k] = x + PIXEL_CENTRE;
            columns[3][k] = y + PIXEL_CENTRE;
            columns[4][k] = faultPx[i];
            kept.add(points.id(i), x, y);
        }
        PointSet old = points;
        points = kept;
        kept = old;
        int m = points.size();
        return new FlowPair(
                from,
                to,
                Arrays.copyOf(id, m),
                Arrays.copyOf(columns[0], m),
                Arrays.copyOf(columns[1], m),
                Arrays.copyOf(columns[2], m),
                Arrays.copyOf(columns[3], m),
                Arrays.copyOf(columns[4], m));
    }

    private void refill(int widthPx, int heightPx) {
        CornerGrid cells = grid;
        CornerMap map = corners;
        if (cells == null || map == null) {
            cells = new CornerGrid(settings, widthPx, heightPx, marginPx);
            map = new CornerMap(kernels, widthPx);
            grid = cells;
            corners = map;
        }
        map.fill(now.level(0), cells.strength());
        cells.begin();
        for (int i = 0; i < points.size(); i++) {
            cells.occupy(points.x(i), points.y(i));
        }
        for (int pixel : cells.pick(settings.maxPoints() - points.size())) {
            int row = pixel / widthPx;
            points.add(nextId++, pixel - row * widthPx, row);
        }
        pointsAfterRefill = points.size();
    }

    @Override
    public void reset() {
        stampBefore = null;
        grid = null;
        corners = null;
        points.clear();
        nextId = 0;
    }

    @Override
    public void close() {
        closed = true;
        before.release();
        now.release();
    }
}
