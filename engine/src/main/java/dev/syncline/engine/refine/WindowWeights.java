package dev.syncline.engine.refine;

import java.util.Arrays;

/**
 * How far each observation is trusted: Geman–McClure weights on its own residual and on its whole track's, so that an
 * object that moves by itself is seen through even in frames where it happens to move with the picture.
 */
final class WindowWeights {
    /** Squared residual, in units of the noise, at which a weight has dropped to a quarter. */
    private static final double CUT2 = 9;

    private static final double TRACK_CUT2 = 4;

    final double[] weight; // double[observations]
    final double[] sigma; // noise of one residual component, rad: double[pairs]
    private final WindowResiduals residuals;
    private final WindowObservations seen;
    private final PairParallax parallax;
    private final double floorRad;

    WindowWeights(WindowResiduals residuals, PairParallax parallax) {
        this.residuals = residuals;
        this.parallax = parallax;
        seen = residuals.seen;
        weight = new double[seen.size()];
        sigma = new double[seen.pairs];
        floorRad = 0.01 * seen.pixelRad;
        Arrays.fill(weight, 1);
        Arrays.fill(sigma, seen.pixelRad);
    }

    void update() {
        double[] pairScale = new double[seen.pairs];
        double[] all = new double[seen.size()];
        int count = 0;
        for (int k = 0; k < seen.pairs; k++) {
            double[] mine = new double[seen.first[k + 1] - seen.first[k]];
            int m = 0;
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                if (residuals.valid[o]) {
                    double across = Math.abs(across(k, o));
                    mine[m++] = across;
                    all[count++] = across;
                }
            }
            pairScale[k] = m > 0 ? 1.4826 * quantile(mine, m, 0.5) : Double.NaN;
        }
        double common = count > 0 ? 1.4826 * quantile(all, count, 0.5) : seen.pixelRad;
        for (int k = 0; k < seen.pairs; k++) {
            // A pair's own scale is believed where it is worse than the window's: blur and cheap frames.
            double own = Double.isNaN(pairScale[k]) ? common : pairScale[k];
            sigma[k] = Math.max(floorRad, Math.max(own, 0.5 * common));
        }
        weigh();
    }

    private void weigh() {
        double[] trackSum = new double[seen.tracks];
        int[] trackCount = new int[seen.tracks];
        double[] q = new double[seen.size()];
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
                double own = 1 / (1 + q[o] / CUT2);
                // Two components a residual: a track of pure noise has a mean of 2.
                double excess = Math.max(0, trackSum[t] / (trackCount[t] + 1.0) - 2);
                double whole = 1 / (1 + excess / TRACK_CUT2);
                weight[o] = seen.pairWeight[k] * own * own * whole * whole;
            }
        }
    }

    /** Squared residual in units of the noise and, along the parallax line, of its spread. */
    private double normalized2(int k, int o) {
        double s2 = sigma[k] * sigma[k];
        double du = parallax.alongU(k, o);
        double dv = parallax.alongV(k, o);
        double g2 = du * du + dv * dv;
        double ru = residuals.residual[2 * o] - parallax.mean[k] * du;
        double rv = residuals.residual[2 * o + 1] - parallax.mean[k] * dv;
        double all = ru * ru + rv * rv;
        if (g2 < 1e-12) {
            return all / s2;
        }
        double along = ru * du + rv * dv;
        double along2 = along * along / g2;
        double wide = s2 + parallax.spread[k] * parallax.spread[k] * g2;
        return (all - along2) / s2 + along2 / wide;
    }

    /** Component across the parallax line; where there is none, one component, chosen by the observation's number. */
    private double across(int k, int o) {
        double ru = residuals.residual[2 * o];
        double rv = residuals.residual[2 * o + 1];
        double du = parallax.alongU(k, o);
        double dv = parallax.alongV(k, o);
        double g = Math.sqrt(du * du + dv * dv);
        return g < 1e-6 ? ((o & 1) == 0 ? ru : rv) : (ru * dv - rv * du) / g;
    }

    private static double quantile(double[] values, int n, double p) {
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(n - 1, p * n)];
    }
}
