package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.TrackFault;

/**
 * Follows many points from one frame into the next and back again. Each point is taken through all levels, forward and
 * back, before the next one, so that the few kilobytes of its patches stay in the innermost cache.
 *
 * <p>Patches are matched by a shift alone. What the turn of the camera, its lens and its shutter do to them besides is
 * known from the flow of all points together, and what a patch mistook for a shift because of it is taken back after.
 *
 * <p>Deterministic, and allocates nothing once it has seen as many points. Not thread-safe: one for each thread; pyramids may be shared.
 */
public final class KltFlow {
    private static final int STEPS = 30;

    /** On a halved picture a quarter of a pixel at its own scale would do; the finer levels take over from there. */
    private static final double COARSE_ENOUGH_PX = 0.05;

    private static final double FINE_ENOUGH_PX = 0.003;

    private static final int LEAN = Straightening.LEAN;

    private final PatchFollower follower;
    private final Straightening straightening = new Straightening();
    private float[] lean = new float[0];
    private final FlowSettings settings;
    private final int marginPx;

    /** @param settings window, largest fault */
    public KltFlow(ImageKernels kernels, FlowSettings settings) {
        this.follower = new PatchFollower(kernels, settings.windowPx());
        this.settings = settings;
        this.marginPx = margin(settings);
    }

    /** Border that points keep away from, px. */
    public static int margin(FlowSettings settings) {
        return settings.windowPx() / 2 + 1;
    }

    /**
     * Follows points; px with the first pixel's centre at (0, 0).
     *
     * @param start x, y of each point in the first frame: float[2·n]
     * @param end receives x, y in the second frame: float[2·n]; undefined for points that were lost
     * @param faultPx receives the distance between a point and where it came back to: float[n]
     * @param fault receives what became of each point: TrackFault[n]
     * @throws IllegalArgumentException when the pyramids differ in size
     */
    public void follow(
            LumaPyramid from, LumaPyramid to, int n, float[] start, float[] end, float[] faultPx, TrackFault[] fault) {
        if (from.levels() != to.levels()
                || from.level(0).widthPx() != to.level(0).widthPx()
                || from.level(0).heightPx() != to.level(0).heightPx()) {
            throw new IllegalArgumentException("pyramids of " + from.level(0) + " and " + to.level(0));
        }
        if (lean.length < LEAN * n) {
            lean = new float[LEAN * n];
        }
        for (int i = 0; i < n; i++) {
            faultPx[i] = Float.NaN;
            fault[i] = point(from, to, i, start, end, faultPx);
        }
        straightening.apply(
                n,
                start,
                end,
                fault,
                lean,
                from.level(0).widthPx(),
                from.level(0).heightPx());
    }

    private TrackFault point(LumaPyramid from, LumaPyramid to, int i, float[] start, float[] end, float[] faultPx) {
        double x0 = start[2 * i];
        double y0 = start[2 * i + 1];
        TrackFault lost = down(from, to, x0, y0);
        double x1 = follower.x();
        double y1 = follower.y();
        if (lost != TrackFault.NONE) {
            return lost;
        }
        follower.lean(lean, LEAN * i);
        if (!isInside(to, x1, y1)) {
            return TrackFault.LEFT_PICTURE;
        }
        end[2 * i] = (float) x1;
        end[2 * i + 1] = (float) y1;
        // The way back knows nothing of the way there, or it would prove nothing.
        lost = down(to, from, x1, y1);
        double fault = Math.hypot(follower.x() - x0, follower.y() - y0);
        faultPx[i] = (float) fault;
        if (lost != TrackFault.NONE) {
            return lost;
        }
        return fault <= settings.maxFaultPx() ? TrackFault.NONE : TrackFault.NOT_RETURNED;
    }

    /** Follows a patch from the coarsest level to the full picture, as if it stood still to begin with. */
    private TrackFault down(LumaPyramid from, LumaPyramid to, double x, double y) {
        int coarsest = from.levels() - 1;
        double scale = 1.0 / (1 << coarsest);
        double atX = x * scale;
        double atY = y * scale;
        for (int level = coarsest; level > 0; level--) {
            if (follower.take(from.level(level), x * scale, y * scale)) {
                TrackFault fault = follower.follow(to.level(level), atX, atY, STEPS, COARSE_ENOUGH_PX);
                // A level that leads nowhere is passed over: the next one has the last word.
                if (fault != TrackFault.LEFT_PICTURE) {
                    atX = follower.x();
                    atY = follower.y();
                }
            }
            scale *= 2;
            atX *= 2;
            atY *= 2;
        }
        if (!follower.take(from.level(0), x, y)) {
            return TrackFault.TOO_FLAT;
        }
        return follower.follow(to.level(0), atX, atY, STEPS, FINE_ENOUGH_PX);
    }

    private boolean isInside(LumaPyramid picture, double x, double y) {
        return x >= marginPx
                && y >= marginPx
                && x <= picture.level(0).widthPx() - 1 - marginPx
                && y <= picture.level(0).heightPx() - 1 - marginPx;
    }
}
