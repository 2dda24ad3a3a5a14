package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.LumaFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps points spread over the picture: those that could be followed there and back are kept, of two that ran into each
 * other the older one, and new corners are taken only where points were lost. What follows a point is a
 * {@link PointFollower}'s affair.
 */
public final class SpreadTracker implements FlowTracker {
    /** Corners are looked for again when less than this part of the points is left. */
    private static final double REFILL_BELOW = 0.85;

    /** The follower's first pixel has its centre at 0, a pair's at ½. */
    private static final float PIXEL_CENTRE = 0.5f;

    private final FlowSettings settings;
    private final PointFollower follower;
    private final float[] end;
    private final float[] faultPx;
    private final TrackFault[] fault;
    private PointSet points;
    private PointSet kept;
    private @Nullable CornerGrid grid;
    private FlowPair.@Nullable FrameStamp stampBefore;
    private int widthPx;
    private int heightPx;
    private int nextId;
    private int pointsAfterRefill;
    private boolean closed;

    /**
     * A tracker without points, which waits for the first frame.
     *
     * @param settings how many points, how they are spread and their least distance
     * @param follower closed with the tracker
     */
    public SpreadTracker(FlowSettings settings, PointFollower follower) {
        this.settings = settings;
        this.follower = follower;
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
        FlowPair pair = null;
        if (from == null) {
            widthPx = frame.widthPx();
            heightPx = frame.heightPx();
            follower.begin(frame);
        } else {
            if (widthPx != frame.widthPx() || heightPx != frame.heightPx()) {
                throw new IllegalArgumentException("frame of " + frame.widthPx() + "x" + frame.heightPx()
                        + " px after one of " + widthPx + "x" + heightPx + " px: reset the tracker first");
            }
            pair = follow(frame, from, stamp);
        }
        if (from == null || points.size() < REFILL_BELOW * pointsAfterRefill || points.size() == 0) {
            refill();
        }
        stampBefore = stamp;
        return pair;
    }

    private FlowPair follow(LumaFrame frame, FlowPair.FrameStamp from, FlowPair.FrameStamp to) {
        int n = points.size();
        float[] start = points.interleaved();
        follower.follow(frame, n, start, end, faultPx, fault);
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

    private void refill() {
        CornerGrid cells = grid;
        if (cells == null) {
            cells = new CornerGrid(settings, widthPx, heightPx, follower.marginPx());
            grid = cells;
        }
        follower.corners(cells.strength());
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
        points.clear();
        nextId = 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            follower.close();
        }
    }
}
