package dev.syncline.bench;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.finish;
import static org.bytedeco.opencv.global.opencv_imgproc.goodFeaturesToTrack;
import static org.bytedeco.opencv.global.opencv_video.calcOpticalFlowPyrLK;

import dev.syncline.engine.video.LumaFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;
import org.bytedeco.opencv.opencv_core.UMat;

/** OpenCV's usual functions on pictures that lie on an OpenCL device. */
final class OpenClPeer implements DevicePeer {
    private final UMat start = new UMat();
    private final UMat end = new UMat();
    private final UMat back = new UMat();
    private final UMat found = new UMat();
    private final UMat foundBack = new UMat();
    private final UMat error = new UMat();
    private final UMat nowhere = new UMat();
    private final Size window = new Size(WINDOW_PX, WINDOW_PX);
    private final TermCriteria stop = new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, ITERATIONS, 0.01);
    private UMat before = new UMat();
    private UMat now = new UMat();
    private boolean first = true;

    @Override
    public int next(LumaFrame frame) {
        UMat swapped = before;
        before = now;
        now = swapped;
        try (Mat picture = new Mat(frame.heightPx(), frame.widthPx(), CV_8UC1)) {
            try (BytePointer pixels = picture.data()) {
                pixels.put(frame.luma(), 0, frame.widthPx() * frame.heightPx());
            }
            picture.copyTo(now);
        }
        if (first) {
            first = false;
            return 0;
        }
        goodFeaturesToTrack(before, start, POINTS, QUALITY, APART_PX, nowhere, 3, false, 0.04);
        calcOpticalFlowPyrLK(before, now, start, end, found, error, window, HALVINGS, stop, 0, 1e-4);
        calcOpticalFlowPyrLK(now, before, end, back, foundBack, error, window, HALVINGS, stop, 0, 1e-4);
        finish();
        return end.rows() * end.cols();
    }

    @Override
    public void close() {
        for (UMat each : new UMat[] {start, end, back, found, foundBack, error, nowhere, before, now}) {
            each.close();
        }
        window.close();
        stop.close();
    }
}
