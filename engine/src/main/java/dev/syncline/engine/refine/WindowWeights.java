package dev.syncline.engine.refine;

import java.util.Arrays;

/**
 * How far each observation is trusted. Its covariance comes from its texture, scaled for each pair by what is seen;
 * Geman–McClure weights on its own residual and on its whole track's come on top, so that an object that moves by
 * itself is seen through even in frames where it happens to move with the picture.
 */
final class WindowWeights {
    /** Squared normalised residual at which a weight has dropped to a quarter. */
    private static final double CUT2 = 9;

    private static final double TRACK_CUT2 = 4;

    /** Median of χ² with two degrees of freedom. */
    private static final double CHI2_MEDIAN = 2 * Math.log(2);

    final double[] weight; // 0 to 1: double[observations]
    final double[] covariance; // of each residual, rad²: uu, uv, vv: double[3·observations]
    final double[] scale; // of a pair's residuals over what texture promises: double[pairs]
    private final WindowResiduals residuals;
    private final WindowObservations seen;
    private final SceneParallax parallax;

    WindowWeights(WindowResiduals residuals, SceneParallax parallax) {
        this.residuals = residuals;
        this.parallax = parallax;
        seen = residuals.seen;
        weight = new double[seen.size()];
        covariance = new double[3 * seen.size()];
        scale = new double[seen.pairs];
        Arrays.fill(weight, 1);
        Arrays.fill(scale, 1);
    }

    void update() {
        double[] q = new double[seen.size()];
        double[] all = new double[seen.size()];
        double[] own = new double[seen.pairs];
        int count = 0;
        for (int k = 0; k < seen.pairs; k++) {
            double[] mine = new double[seen.first[k + 1] - seen.first[k]];
            int m = 0;
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                if (residuals.valid[o]) {
                    texture(o);
                    double q1 = normalized2(k, o);
                    mine[m++] = q1;
                    all[count++] = q1;
                }
            }
            own[k] = m > 0 ? median(mine, m) / CHI2_MEDIAN : Double.NaN;
        }
        double common = count > 0 ? median(all, count) / CHI2_MEDIAN : 1;
        for (int k = 0; k < seen.pairs; k++) {
            // A pair's own scale is believed where it is worse than the window's: blur and cheap frames.
            double s2 = Double.isNaN(own[k]) ? common : Math.max(own[k], 0.25 * common);
            scale[k] = Math.sqrt(Math.max(1e-6, s2));
            for (int i = 3 * seen.first[k]; i < 3 * seen.first[k + 1]; i++) {
                covariance[i] *= scale[k] * scale[k];
            }
        }
        weigh(q);
    }

    /** Carries the covariance of the place in the picture over to the residual's axes. */
    private void texture(int o) {
        int i = 3 * o;
        double ux = dot(residuals.across1, seen.toPerX, i);
        double uy = dot(residuals.across1, seen.toPerY, i);
        double vx = dot(residuals.across2, seen.toPerX, i);
        double vy = dot(residuals.across2, seen.toPerY, i);
        double xx = seen.covariance[i];
        double xy = seen.covariance[i + 1];
        double yy = seen.covariance[i + 2];
        covariance[i] = ux * ux * xx + 2 * ux * uy * xy + uy * uy * yy;
        covariance[i + 1] = ux * vx * xx + (ux * vy + uy * vx) * xy + uy * vy * yy;
        covariance[i + 2] = vx * vx * xx + 2 * vx * vy * xy + vy * vy * yy;
    }

    private static double dot(double[] a, double[] b, int i) {
        return a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2];
    }

    private void weigh(double[] q) {
        double[] trackSum = new double[seen.tracks];
        int[] trackCount = new int[seen.tracks];
        for (int k = 0; k < seen.pairs; k++) {
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                if (residuals.valid[o]) {
                    q[o] = normalized2(k, o);
                    trackSum[seen.track[o]] += Math.min(q[o], 100);
                    trackCount[seen.track[o]]++;
                }
            }
        }
        for (int k = 0; k < seen.pairs; k++) {
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                if (!residuals.valid[o]) {
                    weight[o] = 0;
                    continue;
                }
                int t = seen.track[o];
                double alone = 1 / (1 + q[o] / CUT2);
                // Two components a residual: a track of pure noise has a mean of 2.
                double excess = Math.max(0, trackSum[t] / (trackCount[t] + 1.0) - 2);
                double whole = 1 / (1 + excess / TRACK_CUT2);
                weight[o] = alone * alone * whole * whole;
            }
        }
    }

    /** Squared residual, less what parallax explains, in units of its covariance. */
    private double normalized2(int k, int o) {
        int i = 3 * o;
        double uu = covariance[i];
        double uv = covariance[i + 1];
        double vv = covariance[i + 2];
        double ru = residuals.residual[2 * o] - parallax.alongU(k, o);
        double rv = residuals.residual[2 * o + 1] - parallax.alongV(k, o);
        return (ru * ru * vv - 2 * ru * rv * uv + rv * rv * uu) / (uu * vv - uv * uv);
    }

    private static double median(double[] values, int n) {
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return sorted[n / 2];
    }
}
