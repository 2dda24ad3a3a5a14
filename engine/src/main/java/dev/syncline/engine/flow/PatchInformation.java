package dev.syncline.engine.flow;

import dev.syncline.engine.video.LumaFrame;

/**
 * How well each followed point is known: the information (inverse covariance) of its place in the second frame, from
 * the texture around it and from how well the two patches match. With gradients g over a patch and a mean square
 * difference s² between the matched patches, a least-squares match has covariance {@code s²·(Σ g gᵀ)⁻¹} (Lucas and
 * Kanade 1981; Förstner 1982): large along an edge, small at a corner.
 *
 * @param xx,xy,yy covariance of each point, px²: float[n]
 */
public record PatchInformation(float[] xx, float[] xy, float[] yy) {
    private static final int RADIUS = 9;

    /** What a match cannot be better than, whatever its texture: sampling and coding leave it, px. */
    private static final double FLOOR_PX = 0.02;

    /** Mean square difference of two patches that match perfectly: rounding to whole levels, in both frames. */
    private static final double ROUNDING = 2.0 / 12;

    /** Neighbouring pixels of coded video do not err independently: so many share an error. */
    private static final double SHARED = 6;

    /** A place no better known than this is as good as unknown, px. */
    private static final double LARGEST_PX = 20;

    /** Measures every point of a pair. */
    public static PatchInformation of(LumaFrame from, LumaFrame to, FlowPair pair) {
        int n = pair.size();
        float[] xx = new float[n];
        float[] xy = new float[n];
        float[] yy = new float[n];
        int side = 2 * RADIUS + 3;
        float[] a = new float[side * side];
        float[] b = new float[side * side];
        for (int i = 0; i < n; i++) {
            sample(from, pair.x0()[i] - 0.5f, pair.y0()[i] - 0.5f, side, a);
            sample(to, pair.x1()[i] - 0.5f, pair.y1()[i] - 0.5f, side, b);
            measure(a, b, side, i, xx, xy, yy);
        }
        return new PatchInformation(xx, xy, yy);
    }

    private static void measure(float[] a, float[] b, int side, int at, float[] xx, float[] xy, float[] yy) {
        double gxx = 0;
        double gxy = 0;
        double gyy = 0;
        double d1 = 0;
        double d2 = 0;
        int count = 0;
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int k = y * side + x;
                // Mean gradient of both frames, central differences.
                double gx = 0.25 * (a[k + 1] - a[k - 1] + b[k + 1] - b[k - 1]);
                double gy = 0.25 * (a[k + side] - a[k - side] + b[k + side] - b[k - side]);
                gxx += gx * gx;
                gxy += gx * gy;
                gyy += gy * gy;
                double d = b[k] - a[k];
                d1 += d;
                d2 += d * d;
                count++;
            }
        }
        double mean = d1 / count;
        double square = Math.max(0, d2 / count - mean * mean) + ROUNDING;
        double noise = SHARED * square;
        double least = noise / (LARGEST_PX * LARGEST_PX);
        gxx += least;
        gyy += least;
        double det = gxx * gyy - gxy * gxy;
        double floor = FLOOR_PX * FLOOR_PX;
        xx[at] = (float) (noise * gyy / det + floor);
        xy[at] = (float) (-noise * gxy / det);
        yy[at] = (float) (noise * gxx / det + floor);
    }

    /** A square patch around a place (centre of the first pixel at (0, 0)), bilinear, edges repeated. */
    private static void sample(LumaFrame frame, float cx, float cy, int side, float[] out) {
        int w = frame.widthPx();
        int h = frame.heightPx();
        byte[] luma = frame.luma();
        int half = side / 2;
        float left = cx - half;
        float top = cy - half;
        int x0 = (int) Math.floor(left);
        int y0 = (int) Math.floor(top);
        float fx = left - x0;
        float fy = top - y0;
        float w00 = (1 - fx) * (1 - fy);
        float w10 = fx * (1 - fy);
        float w01 = (1 - fx) * fy;
        float w11 = fx * fy;
        boolean inside = x0 >= 0 && y0 >= 0 && x0 + side < w && y0 + side < h;
        for (int y = 0; y < side; y++) {
            int row0 = (inside ? y0 + y : Math.clamp(y0 + y, 0, h - 1)) * w;
            int row1 = (inside ? y0 + y + 1 : Math.clamp(y0 + y + 1, 0, h - 1)) * w;
            for (int x = 0; x < side; x++) {
                int c0 = inside ? x0 + x : Math.clamp(x0 + x, 0, w - 1);
                int c1 = inside ? x0 + x + 1 : Math.clamp(x0 + x + 1, 0, w - 1);
                out[y * side + x] = w00 * (luma[row0 + c0] & 0xff)
                        + w10 * (luma[row0 + c1] & 0xff)
                        + w01 * (luma[row1 + c0] & 0xff)
                        + w11 * (luma[row1 + c1] & 0xff);
            }
        }
    }
}
