package dev.syncline.bench;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.base.kernel.ScalarImageKernels;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Frames rendered with a camera that only turns before a far scene, so that the true flow is known at every pixel. Every
 * line is exposed at once; noise and exposure are a good camera's.
 */
final class RenderedFlow {
    /** A picture of nothing, before there is another. */
    static final LumaFrame EMPTY = new LumaFrame(0, 16, 16, new byte[256], FrameKind.INTRA, true, Double.NaN);

    private final ClipSpec clip;
    private final List<LumaFrame> frames = new ArrayList<>();

    /** @param number tells scene and motion apart */
    RenderedFlow(int widthPx, int heightPx, int number, int count) throws IOException {
        RenderRate rate = RenderRate.NTSC_30;
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(widthPx, heightPx, 0.7 * widthPx), RollingShutter.GLOBAL, 0.002, 3, 1, 2, rate, count);
        SceneSpec.Backdrop backdrop = number % 2 == 0 ? SceneSpec.Backdrop.TOWN : SceneSpec.Backdrop.HILLS;
        clip = new ClipSpec(
                "flow" + number,
                77 + 13L * number,
                MotionStyle.HANDHELD,
                1.2,
                camera,
                new SceneSpec(backdrop, 1, SceneSpec.Ground.NONE, 1.6, 0),
                GyroSpec.usual(ImuOrientation.BODY),
                LogClock.of(0),
                ClipSpec.Pairing.OWN_LOG);
        ClipRenderer.render(
                clip,
                (frame, timeNs, luma) -> frames.add(
                        new LumaFrame(timeNs, widthPx, heightPx, luma, FrameKind.PREDICTED, true, Double.NaN)));
    }

    LumaFrame frame(int i) {
        return frames.get(i);
    }

    /** Corners of a frame as the tracker chooses them, px, first pixel's centre at (0, 0): float[2 n]. */
    float[] corners(int frame, FlowSettings settings) {
        try (FlowTracker tracker = new KltFlowTrackerProvider(new ScalarImageKernels()).open(settings)) {
            tracker.advance(frames.get(frame));
            // The same frame again: every corner is found where it was.
            FlowPair still = Objects.requireNonNull(tracker.advance(frames.get(frame)));
            float[] xy = new float[2 * still.size()];
            for (int i = 0; i < still.size(); i++) {
                xy[2 * i] = still.x0()[i] - 0.5f;
                xy[2 * i + 1] = still.y0()[i] - 0.5f;
            }
            return xy;
        }
    }

    /** Where what is seen at a place of one frame is in another, px, first pixel's centre at (0, 0): double[2]. */
    double[] moved(int from, int to, double x, double y) {
        CameraModel lens = clip.camera().lens().model();
        double[] a = new double[9];
        double[] b = new double[9];
        clip.motion().cameraToWorld(frames.get(from).timeNs() * 1e-9, a);
        clip.motion().cameraToWorld(frames.get(to).timeNs() * 1e-9, b);
        double[] v = new double[3];
        lens.bearing(x + 0.5, y + 0.5, v, 0);
        double wx = a[0] * v[0] + a[1] * v[1] + a[2] * v[2];
        double wy = a[3] * v[0] + a[4] * v[1] + a[5] * v[2];
        double wz = a[6] * v[0] + a[7] * v[1] + a[8] * v[2];
        double[] pixel = new double[2];
        lens.project(
                b[0] * wx + b[3] * wy + b[6] * wz,
                b[1] * wx + b[4] * wy + b[7] * wz,
                b[2] * wx + b[5] * wy + b[8] * wz,
                pixel,
                0);
        return new double[] {pixel[0] - 0.5, pixel[1] - 0.5};
    }
}
