package dev.syncline.bindings.opencv;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setUseOpenCL;
import static org.bytedeco.opencv.global.opencv_imgproc.cornerMinEigenVal;
import static org.bytedeco.opencv.global.opencv_video.calcOpticalFlowPyrLK;

import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.PointFollower;
import dev.syncline.engine.sync.flow.TrackFault;
import dev.syncline.engine.video.LumaFrame;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/**
 * Pyramidal Lucas–Kanade of OpenCV (Bouguet, Pyramidal Implementation of the Lucas Kanade Feature Tracker, 2001), each
 * point followed forward and back again.
 *
 * <p>JavaCPP's mapping takes pictures only, not pyramids, so each call builds its own two.
 */
final class OpenCvPointFollower implements PointFollower {
    private static final int CORNER_BLOCK_PX = 5;
    private static final int SOBEL_PX = 3;

    /** OpenCV sums slopes times 4 of pictures up to 1 over the block, divided by 5²: to (grey levels a pixel)². */
    private static final float LEVELS_OF_STRENGTH = 127.5f * 127.5f;

    private static final int MAX_STEPS = 30;
    private static final double LEAST_STEP_PX = 0.003;
    private static final double LEAST_EIGENVALUE = 1e-4;

    private final FlowSettings settings;
    private final Size window;
    private final TermCriteria stop = new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, MAX_STEPS, LEAST_STEP_PX);
    private final Mat strength = new Mat();
    private final int marginPx;
    private Mat before = new Mat();
    private Mat now = new Mat();

    OpenCvPointFollower(FlowSettings settings) {
        OpenCvLibrary.ensureLoaded();
        this.settings = settings;
        this.window = new Size(settings.windowPx(), settings.windowPx());
        this.marginPx = settings.windowPx() / 2 + 1;
    }

    @Override
    public int marginPx() {
        return marginPx;
    }

    @Override
    public void begin(LumaFrame frame) {
        // Per thread, and OpenCV would look for OpenCL drivers otherwise.
        setUseOpenCL(false);
        Mat picture = before;
        before = now;
        now = picture;
        now.create(frame.heightPx(), frame.widthPx(), CV_8UC1);
        try (BytePointer pixels = now.data()) {
            pixels.put(frame.luma(), 0, frame.widthPx() * frame.heightPx());
        }
    }

    @Override
    public void follow(LumaFrame frame, int n, float[] start, float[] end, float[] faultPx, TrackFault[] fault) {
        begin(frame);
        if (n == 0) {
            return;
        }
        byte[] found = new byte[n];
        byte[] foundBack = new byte[n];
        float[] there = lucasKanade(before, now, start, found);
        float[] back = lucasKanade(now, before, there, foundBack);
        System.arraycopy(there, 0, end, 0, 2 * n);
        for (int i = 0; i < n; i++) {
            faultPx[i] = (float) Math.hypot(back[2 * i] - start[2 * i], back[2 * i + 1] - start[2 * i + 1]);
            if (found[i] == 0 || foundBack[i] == 0) {
                fault[i] = TrackFault.UNSETTLED;
            } else if (!isInside(end[2 * i], end[2 * i + 1])) {
                fault[i] = TrackFault.LEFT_PICTURE;
            } else {
                fault[i] = faultPx[i] <= settings.maxFaultPx() ? TrackFault.NONE : TrackFault.NOT_RETURNED;
            }
        }
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

    @Override
    public void corners(float[] levels) {
        cornerMinEigenVal(now, strength, CORNER_BLOCK_PX, SOBEL_PX, BORDER_REFLECT_101);
        FloatBuffer map = strength.createBuffer();
        map.get(levels);
        for (int i = 0; i < levels.length; i++) {
            levels[i] *= LEVELS_OF_STRENGTH;
        }
    }

    @Override
    public void close() {
        before.close();
        now.close();
        strength.close();
        window.close();
        stop.close();
    }
}
