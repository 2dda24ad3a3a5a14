package dev.syncline.bench;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_cudaimgproc.createGoodFeaturesToTrackDetector;

import dev.syncline.engine.video.LumaFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.GpuMat;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.Stream;
import org.bytedeco.opencv.opencv_cudaimgproc.CornersDetector;
import org.bytedeco.opencv.opencv_cudaoptflow.SparsePyrLKOpticalFlow;
import org.jspecify.annotations.Nullable;

/** OpenCV's CUDA modules, on a stream of their own. Needs the profile {@code gpu-peers} and a device. */
final class CudaPeer implements DevicePeer {
    private final CornersDetector corners =
            createGoodFeaturesToTrackDetector(CV_8UC1, POINTS, QUALITY, APART_PX, 3, false, 0.04);
    private final SparsePyrLKOpticalFlow flow;
    private final Stream stream = new Stream();
    private final GpuMat start = new GpuMat();
    private final GpuMat end = new GpuMat();
    private final GpuMat back = new GpuMat();
    private final GpuMat found = new GpuMat();
    private final GpuMat foundBack = new GpuMat();
    private final GpuMat error = new GpuMat();
    /** No mask: a null is refused. */
    private final GpuMat anywhere = new GpuMat();

    private final Mat ends = new Mat();
    private final Mat backs = new Mat();
    private GpuMat before = new GpuMat();
    private GpuMat now = new GpuMat();
    private @Nullable Mat host;
    private boolean first = true;

    CudaPeer() {
        try (Size window = new Size(WINDOW_PX, WINDOW_PX)) {
            flow = SparsePyrLKOpticalFlow.create(window, HALVINGS, ITERATIONS, false);
        }
    }

    @Override
    public int next(LumaFrame frame) {
        GpuMat swapped = before;
        before = now;
        now = swapped;
        Mat picture = host;
        if (picture == null) {
            picture = new Mat(frame.heightPx(), frame.widthPx(), CV_8UC1);
            host = picture;
        }
        try (BytePointer pixels = picture.data()) {
            pixels.put(frame.luma(), 0, frame.widthPx() * frame.heightPx());
        }
        now.upload(picture, stream);
        if (first) {
            first = false;
            stream.waitForCompletion();
            return 0;
        }
        corners.detect(before, start, anywhere, stream);
        flow.calc(before, now, start, end, found, error, stream);
        flow.calc(now, before, end, back, foundBack, error, stream);
        end.download(ends, stream);
        back.download(backs, stream);
        stream.waitForCompletion();
        return ends.cols();
    }

    @Override
    public void close() {
        for (GpuMat each : new GpuMat[] {start, end, back, found, foundBack, error, anywhere, before, now}) {
            each.close();
        }
        if (host != null) {
            host.close();
        }
        ends.close();
        backs.close();
        flow.close();
        corners.close();
        stream.close();
    }
}
