package dev.syncline.bench;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.setUseOpenCL;
import static org.bytedeco.opencv.global.opencv_video.calcOpticalFlowPyrLK;

import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.video.LumaFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/** OpenCV's pyramidal Lucas–Kanade on one thread, forward and back, with the memory for it made beforehand. */
final class OpenCvFlow implements AutoCloseable {
    private final FlowSettings settings;
    private final Mat first;
    private final Mat second;
    private final Mat start;
    private final Mat end = new Mat();
    private final Mat back = new Mat();
    private final Mat found = new Mat();
    private final Mat foundBack = new Mat();
    private final Mat error = new Mat();
    private final Size window;
    private final TermCriteria stop = new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, 30, 0.003);
    private final int n;

    OpenCvFlow(LumaFrame from, LumaFrame to, float[] xy, FlowSettings settings) {
        setUseOpenCL(false);
        setNumThreads(1);
        this.settings = settings;
        this.n = xy.length / 2;
        this.first = picture(from);
        this.second = picture(to);
        this.start = new Mat(n, 1, CV_32FC2);
        this.window = new Size(settings.windowPx(), settings.windowPx());
        try (FloatPointer places = new FloatPointer(start.data())) {
            places.put(xy);
        }
    }

    private static Mat picture(LumaFrame frame) {
        Mat mat = new Mat(frame.heightPx(), frame.widthPx(), CV_8UC1);
        try (BytePointer pixels = mat.data()) {
            pixels.put(frame.luma(), 0, frame.widthPx() * frame.heightPx());
        }
        return mat;
    }

    /** Forward and back. */
    void follow() {
        int halvings = settings.pyramidLevels();
        calcOpticalFlowPyrLK(first, second, start, end, found, error, window, halvings, stop, 0, 1e-4);
        calcOpticalFlowPyrLK(second, first, end, back, foundBack, error, window, halvings, stop, 0, 1e-4);
    }

    /** Ends of the points, x, y; NaN where one was lost or did not come back: float[2 n]. */
    float[] ends() {
        float[] from = read(start);
        float[] to = read(end);
        float[] returned = read(back);
        byte[] good = flags(found);
        byte[] goodBack = flags(foundBack);
        for (int i = 0; i < n; i++) {
            double fault = Math.hypot(returned[2 * i] - from[2 * i], returned[2 * i + 1] - from[2 * i + 1]);
            if (good[i] == 0 || goodBack[i] == 0 || !(fault <= settings.maxFaultPx())) {
                to[2 * i] = Float.NaN;
                to[2 * i + 1] = Float.NaN;
            }
        }
        return to;
    }

    private float[] read(Mat mat) {
        float[] xy = new float[2 * n];
        try (FloatPointer values = new FloatPointer(mat.data())) {
            values.get(xy);
        }
        return xy;
    }

    private byte[] flags(Mat mat) {
        byte[] values = new byte[n];
        try (BytePointer data = mat.data()) {
            data.get(values);
        }
        return values;
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {first, second, start, end, back, found, foundBack, error}) {
            mat.close();
        }
        window.close();
        stop.close();
    }
}
