package dev.syncline.engine.sync.rotation;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.sync.flow.FlowPair;
import org.jspecify.annotations.Nullable;

/**
 * Rotation between two frames from points alone: no translation, no shutter. Two-point samples (each determines a turn)
 * find a consensus where much of the picture moves by itself; iteratively reweighted least squares with Geman–McClure
 * weights finish it. Samples are drawn by a fixed rule, so that results repeat to the bit.
 */
public final class RotationEstimator {
    private static final int LEAST_POINTS = 12;
    private static final int SAMPLES = 48;
    private static final int ROUNDS = 8;

    private final CameraModel camera;

    /** @param camera lens at the size of the pictures that points are given in */
    public RotationEstimator(CameraModel camera) {
        this.camera = camera;
    }

    /** The turn between the pair's frames, or null where too few points agree on one. */
    public @Nullable PairRotation estimate(FlowPair pair) {
        int n = pair.size();
        if (n < LEAST_POINTS) {
            return null;
        }
        double[] from = new double[3 * n];
        double[] to = new double[3 * n];
        for (int i = 0; i < n; i++) {
            camera.bearing(pair.x0()[i], pair.y0()[i], from, 3 * i);
            camera.bearing(pair.x1()[i], pair.y1()[i], to, 3 * i);
        }
        return ofBearings(from, to, n, pair.from().timeNs(), pair.to().timeNs());
    }

    /**
     * The turn between two sets of directions, or null where too few agree on one.
     *
     * @param from unit vectors, x, y, z each: double[3·n]
     * @param to the same points later: double[3·n]
     * @param fromNs when they were seen, video clock, ns
     * @param toNs when they were seen later, ns
     */
    public @Nullable PairRotation ofBearings(double[] from, double[] to, int n, long fromNs, long toNs) {
        if (n < LEAST_POINTS) {
            return null;
        }
        double pixel = 1 / camera.focalXPx();
        double[] residual = new double[n];
        Matrix3 r = bestSample(from, to, n, pixel, residual);
        double scale = pixel;
        for (int round = 0; round < ROUNDS; round++) {
            residuals(from, to, n, r, residual);
            scale = Math.max(0.05 * pixel, 1.2 * Selection.median(residual.clone(), residual.length));
            r = step(from, to, n, r, residual, 2 * scale).times(r);
        }
        residuals(from, to, n, r, residual);
        int inliers = 0;
        for (double e : residual) {
            if (e < 3 * scale) {
                inliers++;
            }
        }
        if (inliers < LEAST_POINTS) {
            return null;
        }
        double seconds = (toNs - fromNs) * 1e-9;
        double[] v = r.rotationVector();
        // A point that stands still in the world turns against the camera.
        double[] rate = {-v[0] / seconds, -v[1] / seconds, -v[2] / seconds};
        return new PairRotation(fromNs, toNs, rate, scale, inliers, n);
    }

    private static Matrix3 bestSample(double[] from, double[] to, int n, double pixel, double[] residual) {
        Matrix3 best = step(from, to, n, Matrix3.IDENTITY, null, 0);
        residuals(from, to, n, best, residual);
        double bestCost = cost(residual, pixel);
        long state = 0x9E3779B97F4A7C15L;
        for (int s = 0; s < SAMPLES; s++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            int i = (int) Long.remainderUnsigned(state >>> 17, n);
            state = state * 6364136223846793005L + 1442695040888963407L;
            int j = (int) Long.remainderUnsigned(state >>> 17, n);
            Matrix3 r = ofTwo(from, to, 3 * i, 3 * j);
            if (r == null) {
                continue;
            }
            residuals(from, to, n, r, residual);
            double c = cost(residual, pixel);
            if (c < bestCost) {
                bestCost = c;
                best = r;
            }
        }
        return best;
    }

    private static double cost(double[] residual, double pixel) {
        double limit = 4 * pixel * pixel;
        double sum = 0;
        for (double e : residual) {
            sum += e * e / (e * e + limit);
        }
        return sum;
    }

    /** The turn that takes two directions to two others (TRIAD); null where they are too close to tell. */
    private static @Nullable Matrix3 ofTwo(double[] from, double[] to, int i, int j) {
        Matrix3 a = triad(from, i, j);
        Matrix3 b = triad(to, i, j);
        return a == null || b == null ? null : b.transposed().times(a);
    }

    /** Rows: the mean direction, the normal of the two, their product. */
    private static @Nullable Matrix3 triad(double[] v, int i, int j) {
        double mx = v[i] + v[j];
        double my = v[i + 1] + v[j + 1];
        double mz = v[i + 2] + v[j + 2];
        double cx = v[i + 1] * v[j + 2] - v[i + 2] * v[j + 1];
        double cy = v[i + 2] * v[j] - v[i] * v[j + 2];
        double cz = v[i] * v[j + 1] - v[i + 1] * v[j];
        double m = Math.sqrt(mx * mx + my * my + mz * mz);
        double c = Math.sqrt(cx * cx + cy * cy + cz * cz);
        if (c < 0.05) {
            return null;
        }
        mx /= m;
        my /= m;
        mz /= m;
        cx /= c;
        cy /= c;
        cz /= c;
        return Matrix3.of(mx, my, mz, cx, cy, cz, my * cz - mz * cy, mz * cx - mx * cz, mx * cy - my * cx);
    }

    private static void residuals(double[] from, double[] to, int n, Matrix3 turn, double[] out) {
        double[] r = turn.rowMajor();
        for (int i = 0; i < n; i++) {
            int k = 3 * i;
            double dx = to[k] - (r[0] * from[k] + r[1] * from[k + 1] + r[2] * from[k + 2]);
            double dy = to[k + 1] - (r[3] * from[k] + r[4] * from[k + 1] + r[5] * from[k + 2]);
            double dz = to[k + 2] - (r[6] * from[k] + r[7] * from[k + 1] + r[8] * from[k + 2]);
            out[i] = Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
    }

    /** One weighted Gauss–Newton step: the small turn to put before r. Weights are even where no residuals are given. */
    private static Matrix3 step(
            double[] from, double[] to, int n, Matrix3 turn, double @Nullable [] residual, double scale) {
        double[] r = turn.rowMajor();
        double xx = 1e-12;
        double yy = 1e-12;
        double zz = 1e-12;
        double xy = 0;
        double xz = 0;
        double yz = 0;
        double bx = 0;
        double by = 0;
        double bz = 0;
        for (int i = 0; i < n; i++) {
            int k = 3 * i;
            double px = r[0] * from[k] + r[1] * from[k + 1] + r[2] * from[k + 2];
            double py = r[3] * from[k] + r[4] * from[k + 1] + r[5] * from[k + 2];
            double pz = r[6] * from[k] + r[7] * from[k + 1] + r[8] * from[k + 2];
            double w = 1;
            if (residual != null) {
                double q = 1 + residual[i] * residual[i] / (scale * scale);
                w = 1 / (q * q);
            }
            // Normal equations of min Σ w |t − p − δ×p|².
            xx += w * (1 - px * px);
            yy += w * (1 - py * py);
            zz += w * (1 - pz * pz);
            xy -= w * px * py;
            xz -= w * px * pz;
            yz -= w * py * pz;
            bx += w * (py * to[k + 2] - pz * to[k + 1]);
            by += w * (pz * to[k] - px * to[k + 2]);
            bz += w * (px * to[k + 1] - py * to[k]);
        }
        double det = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz);
        double dx = (bx * (yy * zz - yz * yz) - xy * (by * zz - yz * bz) + xz * (by * yz - yy * bz)) / det;
        double dy = (xx * (by * zz - bz * yz) - bx * (xy * zz - yz * xz) + xz * (xy * bz - by * xz)) / det;
        double dz = (xx * (yy * bz - yz * by) - xy * (xy * bz - by * xz) + bx * (xy * yz - yy * xz)) / det;
        return Matrix3.ofRotationVector(dx, dy, dz);
    }
}
