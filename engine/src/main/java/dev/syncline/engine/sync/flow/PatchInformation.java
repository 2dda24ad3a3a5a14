package dev.syncline.engine.sync.flow;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.base.kernel.Luma8;
import dev.syncline.engine.video.LumaFrame;

/**
 * How well each followed point is known: the information (inverse covariance) of its place in the second frame, from
 * the texture around it and from how well the two patches match. With gradients g over a patch and a mean square
 * difference s² between the matched patches, a least-squares match has covariance {@code s²·(Σ g gᵀ)⁻¹} (Lucas and
 * Kanade 1981; Förstner 1982): large along an edge, small at a corner.
 *
 * @param xx variance of each point's column, px²: float[n]
 * @param xy covariance of its column and row, px²: float[n]
 * @param yy variance of its row, px²: float[n]
 */
public record PatchInformation(float[] xx, float[] xy, float[] yy) {
    private static final int RADIUS = 9;

    /** Pixels along a patch that count; one more to each side is needed for the slopes. */
    private static final int SIDE = 2 * RADIUS + 1;

    private static final int ROOM = ImageKernels.PATCH_STRIDE * (SIDE + 3) + ImageKernels.PAD;

    /** What a match cannot be better than, whatever its texture: sampling and coding leave it, px. */
    private static final double FLOOR_PX = 0.02;

    /** Mean square difference of two patches that match perfectly: rounding to whole levels, in both frames. */
    private static final double ROUNDING = 2.0 / 12;

    /** Neighbouring pixels of coded video do not err independently: this many share an error. */
    private static final double SHARED = 6;

    /** A place no better known than this is as good as unknown, px. */
    private static final double LARGEST_PX = 20;

    /**
     * Measures every point of a pair.
     *
     * @param from the pair's first frame
     * @param to the pair's second frame
     * @param pair points followed from the one to the other
     * @return a covariance for each point, in the pair's order
     */
    public static PatchInformation of(LumaFrame from, LumaFrame to, FlowPair pair) {
        ImageKernels kernels = ImageKernels.active();
        Luma8 first = Luma8.of(from.luma(), from.widthPx(), from.heightPx());
        Luma8 second = Luma8.of(to.luma(), to.widthPx(), to.heightPx());
        int n = pair.size();
        float[] xx = new float[n];
        float[] xy = new float[n];
        float[] yy = new float[n];
        float[] pixels = new float[ROOM];
        float[] a = new float[ROOM];
        float[] b = new float[ROOM];
        float[] sums = new float[5 + ImageKernels.PAD];
        for (int i = 0; i < n; i++) {
            sample(kernels, first, pair.x0()[i] - 0.5f, pair.y0()[i] - 0.5f, pixels, a);
            sample(kernels, second, pair.x1()[i] - 0.5f, pair.y1()[i] - 0.5f, pixels, b);
            kernels.compare(a, b, SIDE, sums);
            covariance(sums, i, xx, xy, yy);
        }
        return new PatchInformation(xx, xy, yy);
    }

    private static void covariance(float[] sums, int at, float[] xx, float[] xy, float[] yy) {
        double count = SIDE * SIDE;
        double mean = sums[3] / count;
        double square = Math.max(0, sums[4] / count - mean * mean) + ROUNDING;
        double noise = SHARED * square;
        double least = noise / (LARGEST_PX * LARGEST_PX);
        double gxx = sums[0] + least;
        double gxy = sums[1];
        double gyy = sums[2] + least;
        double det = gxx * gyy - gxy * gxy;
        double floor = FLOOR_PX * FLOOR_PX;
        xx[at] = (float) (noise * gyy / det + floor);
        xy[at] = (float) (-noise * gxy / det);
        yy[at] = (float) (noise * gxx / det + floor);
    }

    /** A square patch around a place (centre of the first pixel at (0, 0)), edges repeated. */
    private static void sample(ImageKernels kernels, Luma8 plane, float cx, float cy, float[] pixels, float[] out) {
        float left = cx - (RADIUS + 1);
        float top = cy - (RADIUS + 1);
        int column = (int) Math.floor(left);
        int row = (int) Math.floor(top);
        kernels.region(plane, column, row, SIDE + 3, SIDE + 3, pixels);
        kernels.sample(pixels, 0, left - column, top - row, SIDE + 2, SIDE + 2, out);
    }
}
