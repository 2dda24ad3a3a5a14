package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.PointFollower;
import dev.syncline.engine.sync.flow.TrackFault;
import dev.syncline.engine.video.LumaFrame;
import org.jspecify.annotations.Nullable;

/** Pyramidal Lucas–Kanade on a lane's kernels, each point followed forward and back again. */
final class KltPointFollower implements PointFollower {
    private final ImageKernels kernels;
    private final KltFlow flow;
    private final int marginPx;
    private LumaPyramid before;
    private LumaPyramid now;
    private @Nullable CornerMap corners;
    private int cornersWidthPx;

    KltPointFollower(ImageKernels kernels, FlowSettings settings) {
        this.kernels = kernels;
        this.flow = new KltFlow(kernels, settings);
        this.marginPx = KltFlow.margin(settings);
        this.before = new LumaPyramid(kernels, settings.pyramidLevels());
        this.now = new LumaPyramid(kernels, settings.pyramidLevels());
    }

    @Override
    public int marginPx() {
        return marginPx;
    }

    @Override
    public void begin(LumaFrame frame) {
        LumaPyramid picture = before;
        before = now;
        now = picture;
        now.build(frame.luma(), frame.widthPx(), frame.heightPx());
    }

    @Override
    public void follow(LumaFrame frame, int n, float[] start, float[] end, float[] faultPx, TrackFault[] fault) {
        begin(frame);
        flow.follow(before, now, n, start, end, faultPx, fault);
    }

    @Override
    public void corners(float[] strength) {
        int width = now.level(0).widthPx();
        CornerMap map = corners;
        if (map == null || cornersWidthPx != width) {
            map = new CornerMap(kernels, width);
            corners = map;
            cornersWidthPx = width;
        }
        map.fill(now.level(0), strength);
    }

    @Override
    public void close() {
        before.release();
        now.release();
    }
}
