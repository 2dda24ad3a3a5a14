package dev.syncline.bindings.opencv;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setUseOpenCL;
import static org.bytedeco.opencv.global.opencv_imgproc.cornerMinEigenVal;
import static org.bytedeco.opencv.global.opencv_video.calcOpticalFlowPyrLK;

import dev.syncline.engine.flow.CornerGrid;
import dev.syncline.engine.flow.FlowPair;
import dev.syncline.engine.flow.FlowSettings;
import dev.syncline.engine.flow.FlowTracker;
import dev.syncline.engine.flow.PointSet;
import dev.syncline.engine.video.LumaFrame;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Pyramidal Lucas–Kanade of OpenCV (Bouguet, Pyramidal Implementation of the Lucas Kanade Feature Tracker, 2001), each
 * point followed forward and back again. New corners are taken only where points were lost.
 *
 * <p>JavaCPP's mapping takes pictures only, not pyramids, so each call builds its own two.
 */
final class OpenCvFlowTracker implements FlowTracker {
    private static final int CORNER_BLOCK_PX = 5;
    private static final int SOBEL_PX = 3;

    /** OpenCV sums slopes times 4 of pictures up to 1 over the block, divided by 5²: to (grey levels a pixel)². */
    private static final float LEVELS_OF_STRENGTH = 127.5f * 127.5f;

    private static final int MAX_STEPS = 30;
    private static final double LEAST_STEP_PX = 0.003;
    private static final double LEAST_EIGENVALUE = 1e-4;

    /** Corners are looked for again when this part of the points is left. */
    private static final double REFILL_BELOW = 0.85;

    /** OpenCV's first pixel has its centre at 0, ours at ½. */
    private static final float PIXEL_CENTRE = 0.5f;

    private final FlowSettings settings;
    private final Size window;
    private final TermCriteria stop = new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, MAX_STEPS, LEAST_STEP_PX);
    private final Mat strength = new Mat();
    private final int marginPx;
    private Mat before = new Mat();
    private Mat now = new Mat();
    private @Nullable CornerGrid grid;
    private FlowPair.@Nullable FrameStamp stampBefore;
    private PointSet points;
    private int nextId;
    private int pointsAfterRefill;
    private boolean closed;

    OpenCvFlowTracker(FlowSettings settings) {
        OpenCvLibrary.ensureLoaded();
        this.settings = settings;
        this.window = new Size(settings.windowPx(), settings.windowPx());
        this.marginPx = settings.windowPx() / 2 + 1;
        this.points = new PointSet(settings.maxPoints());
    }

    @Override
    public @Nullable FlowPair advance(LumaFrame frame) {
        if (closed) {
            throw new IllegalStateException("the tracker is closed");
        }
        // Per thread, and OpenCV would look for OpenCL drivers otherwise.
        setUseOpenCL(false);
        FlowPair.FrameStamp stamp = FlowPair.FrameStamp.of(frame);
        FlowPair.FrameStamp from = stampBefore;
        if (from != null && (before.cols() != frame.widthPx() || before.rows() != frame.heightPx())) {
            throw new IllegalArgumentException("frame of " + frame.widthPx() + "x" + frame.heightPx()
                    + " px after one of " + before.cols() + "x" + before.rows() + " px: reset the tracker first");
        }
        now.create(frame.heightPx(), frame.widthPx(), CV_8UC1);
        try (BytePointer pixels = now.data()) {
            pixels.put(frame.luma(), 0, frame.widthPx() * frame.heightPx());
        }
        FlowPair pair = from == null ? null : follow(from, stamp);
        if (from == null || points.size() < REFILL_BELOW * pointsAfterRefill || points.size() == 0) {
            refill();
        }
        Mat picture = before;
        before = now;
        now = picture;
        stampBefore = stamp;
        return pair;
    }

    private FlowPair follow(FlowPair.FrameStamp from, FlowPair.FrameStamp to) {
        int n = points.size();
        int[] id = new int[n];
        float[][] columns = new float[5][n]; // x0, y0, x1, y1, fault
        PointSet kept = new PointSet(settings.maxPoints());
        if (n > 0) {
            float[] start = points.interleaved();
            byte[] found = new byte[n];
            byte[] foundBack = new byte[n];
            float[] end = lucasKanade(before, now, start, found);
            float[] back = lucasKanade(now, before, end, foundBack);
            for (int i = 0; i < n; i++) {
                float x = end[2 * i];
                float y = end[2 * i + 1];
                float fault = (float) Math.hypot(back[2 * i] - start[2 * i], back[2 * i + 1] - start[2 * i + 1]);
                boolean good = found[i] != 0 && foundBack[i] != 0 && fault <= settings.maxFaultPx() && isInside(x, y);
                // Older points come first: of two that ran into each other the older one stays.
                if (!good || kept.hasNear(x, y, settings.minDistancePx() / 2, kept.size())) {
                    continue;
                }
                int k = kept.size();
                id[k] = points.id(i);
                columns[0][k] = start[2 * i] + PIXEL_CENTRE;
                columns[1][k] = start[2 * i + 1] + PIXEL_CENTRE;
                columns[2][k] = x + PIXEL_CENTRE;
                columns[3][k] = y + PIXEL_CENTRE;
                columns[4][k] = fault;
                kept.add(points.id(i), x, y);
            }
        }
        points = kept;
        int m = kept.size();
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

    private boolean isInside(float x, float y) {
        return x >= marginPx && y >= marginPx && x <= now.cols() - 1 - marginPx && y <= now.rows() - 1 - marginPx;
    }

    /** Where the points of {@code from} are in {@code to}; {@code found[i]} is 0 where one was lost. */
    private float[] lucasKanade(Mat from, Mat to, float[] xy, byte[] found) {
        float[] result = new float[xy.length];
        try (Mat start = new Mat(xy.length / 2, 1, CV_32FC2);
                Mat end = new Mat();
                Mat status = new Mat();
                Mat error = new Mat();
                FloatPointer startXy = new FloatPointer(start.data())) {
            startXy.put(xy);
            calcOpticalFlowPyrLK(
                    from, to, start, end, status, error, window, settings.pyramidLevels(), stop, 0, LEAST_EIGENVALUE);
            try (FloatPointer endXy = new FloatPointer(end.data());
                    BytePointer flags = status.data()) {
                endXy.get(result);
                flags.get(found);
            }
        }
        return result;
    }

    private void refill() {
        CornerGrid cells = grid;
        if (cells == null) {
            cells = new CornerGrid(settings, now.cols(), now.rows(), marginPx);
            grid = cells;
        }
        cornerMinEigenVal(now, strength, CORNER_BLOCK_PX, SOBEL_PX, BORDER_REFLECT_101);
        FloatBuffer map = strength.createBuffer();
        float[] levels = cells.strength();
        map.get(levels);
        for (int i = 0; i < levels.length; i++) {
            levels[i] *= LEVELS_OF_STRENGTH;
        }
        cells.begin();
        for (int i = 0; i < points.size(); i++) {
            cells.occupy(points.x(i), points.y(i));
        }
        for (int pixel : cells.pick(settings.maxPoints() - points.size())) {
            int row = pixel / now.cols();
            points.add(nextId++, pixel - row * now.cols(), row);
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
            before.close();
            now.close();
            strength.close();
            window.close();
            stop.close();
        }
    }
}
