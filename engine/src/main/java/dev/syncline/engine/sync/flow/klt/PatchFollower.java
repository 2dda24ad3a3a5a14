package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.base.kernel.LumaPlane;
import dev.syncline.engine.sync.flow.TrackFault;

/**
 * Follows one patch from one picture into another: the inverse compositional form of Lucas and Kanade (Baker and
 * Matthews, Lucas-Kanade 20 Years On, 2004) for a shift. The patch, its slopes and their tensor are taken once from the
 * first picture; each step samples the second one alone.
 *
 * <p>Places are px with the first pixel's centre at (0, 0). Holds the patch's memory; not thread-safe.
 */
final class PatchFollower {
    /** How far a patch may wander before pixels are fetched again, px. */
    private static final int SLACK_PX = 4;

    /** What is fetched beyond the patch's side, for sampling between pixels, px. */
    private static final int BORDERS_PX = 2 * SLACK_PX + 2;

    /** Least mean square slope in the weakest direction, (grey levels a pixel)². */
    private static final double LEAST_EIGENVALUE = 0.1;

    /** Steps this short at the end are taken for slow convergence, longer ones for none, px. */
    private static final double SETTLING_PX = 0.05;

    private final ImageKernels kernels;
    private final int sidePx;
    private final float[] pixels;
    private final float[] patch;
    private final float[] gx;
    private final float[] gy;
    private final float[] around;
    private final float[] sums = new float[3 + ImageKernels.PAD];
    private final float[] moments = new float[6 + ImageKernels.PAD];
    private int aroundLeft;
    private int aroundTop;
    private double ixx;
    private double ixy;
    private double iyy;
    private double x;
    private double y;

    PatchFollower(ImageKernels kernels, int sidePx) {
        this.kernels = kernels;
        this.sidePx = sidePx;
        int room = (sidePx + BORDERS_PX) * ImageKernels.PATCH_STRIDE + ImageKernels.PAD;
        this.pixels = new float[room];
        this.patch = new float[room];
        this.gx = new float[room];
        this.gy = new float[room];
        this.around = new float[room];
    }

    /** Where {@link #follow} ended, px. */
    double x() {
        return x;
    }

    double y() {
        return y;
    }

    /**
     * Takes the patch around a place.
     *
     * @return false where it has too little texture to be followed
     */
    boolean take(LumaPlane from, double atX, double atY) {
        double left = atX - 0.5 * (sidePx - 1) - 1;
        double top = atY - 0.5 * (sidePx - 1) - 1;
        int column = (int) Math.floor(left);
        int row = (int) Math.floor(top);
        kernels.region(from, column, row, sidePx + 3, sidePx + 3, pixels);
        kernels.sample(pixels, 0, (float) (left - column), (float) (top - row), sidePx + 2, sidePx + 2, patch);
        kernels.slopes(patch, sidePx, gx, gy, sums);
        double xx = sums[0];
        double xy = sums[1];
        double yy = sums[2];
        double half = 0.5 * (xx - yy);
        double least = 0.5 * (xx + yy) - Math.sqrt(half * half + xy * xy);
        if (!(least >= LEAST_EIGENVALUE * sidePx * sidePx)) {
            return false;
        }
        double det = xx * yy - xy * xy;
        ixx = yy / det;
        ixy = -xy / det;
        iyy = xx / det;
        return true;
    }

    /**
     * How far off a shift is found when the picture around the patch also turns, grows or shears: a patch whose texture
     * is not even about its middle takes part of that for a shift. Linear in the four slopes of the flow, which are
     * given later: {@code error x = Σ lean[k]·slope[k]}, {@code error y = Σ lean[4 + k]·slope[k]}, where the slopes are
     * those of the flow's x along x and y, then of its y.
     *
     * @param lean float[at + 8] at least
     */
    void lean(float[] lean, int at) {
        kernels.moments(gx, gy, sidePx, moments);
        for (int k = 0; k < 4; k++) {
            lean[at + k] = (float) (ixx * moments[k] + ixy * moments[k + 2]);
            lean[at + 4 + k] = (float) (ixy * moments[k] + iyy * moments[k + 2]);
        }
    }

    /**
     * Moves from a first guess to where the patch matches best.
     *
     * @param enoughPx stops after a step shorter than this
     * @return what came in the way, or {@link TrackFault#NONE}
     */
    TrackFault follow(LumaPlane to, double guessX, double guessY, int steps, double enoughPx) {
        x = guessX;
        y = guessY;
        double lastX = 0;
        double lastY = 0;
        boolean fetched = false;
        for (int step = 0; step < steps; step++) {
            double left = x - 0.5 * (sidePx - 1);
            double top = y - 0.5 * (sidePx - 1);
            // Beyond the edge by a whole window there is nothing to match.
            if (!(left > -sidePx && top > -sidePx && left < to.widthPx() && top < to.heightPx())) {
                return TrackFault.LEFT_PICTURE;
            }
            int column = (int) Math.floor(left);
            int row = (int) Math.floor(top);
            if (!fetched || !isFetched(column, row)) {
                fetch(to, column, row);
                fetched = true;
            }
            kernels.mismatch(
                    around,
                    (row - aroundTop) * ImageKernels.PATCH_STRIDE + column - aroundLeft,
                    (float) (left - column),
                    (float) (top - row),
                    patch,
                    ImageKernels.PATCH_STRIDE + 1,
                    gx,
                    gy,
                    sidePx,
                    sums);
            double dx = -(ixx * sums[0] + ixy * sums[1]);
            double dy = -(ixy * sums[0] + iyy * sums[1]);
            x += dx;
            y += dy;
            if (dx * dx + dy * dy <= enoughPx * enoughPx) {
                return TrackFault.NONE;
            }
            if (step > 0 && Math.abs(dx + lastX) < 0.01 && Math.abs(dy + lastY) < 0.01) {
                // To and fro between two places: the truth is between them.
                x -= 0.5 * dx;
                y -= 0.5 * dy;
                return TrackFault.NONE;
            }
            lastX = dx;
            lastY = dy;
        }
        // Slow along an edge is not lost: how well the place is known is for others to judge.
        return Math.hypot(lastX, lastY) < SETTLING_PX ? TrackFault.NONE : TrackFault.UNSETTLED;
    }

    private boolean isFetched(int column, int row) {
        int dx = column - aroundLeft;
        int dy = row - aroundTop;
        return dx >= 0 && dy >= 0 && dx <= 2 * SLACK_PX && dy <= 2 * SLACK_PX;
    }

    private void fetch(LumaPlane to, int column, int row) {
        aroundLeft = column - SLACK_PX;
        aroundTop = row - SLACK_PX;
        int side = sidePx + 1 + 2 * SLACK_PX;
        kernels.region(to, aroundLeft, aroundTop, side, side, around);
    }
}
