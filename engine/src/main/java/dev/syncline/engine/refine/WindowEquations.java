package dev.syncline.engine.refine;

import static dev.syncline.engine.refine.WindowResiduals.PARAMETERS;

/** Normal equations of one window: parallax lines weighed down, each pair's mean parallax eliminated. */
final class WindowEquations {
    final double[] normal = new double[PARAMETERS * PARAMETERS];
    final double[] gradient = new double[PARAMETERS];
    final double[][] pairGradient; // each pair's own share: double[pairs][PARAMETERS]
    double cost; // Σ of weighted squares, mean parallax taken off
    double weightSum;

    WindowEquations(int pairs) {
        pairGradient = new double[pairs][PARAMETERS];
    }

    /** Sums up a window at its present residuals, weights and parallax. The step solves {@code normal·δ = −gradient}. */
    static WindowEquations of(WindowResiduals residuals, WindowWeights weights, PairParallax parallax) {
        WindowObservations seen = residuals.seen;
        WindowEquations sum = new WindowEquations(seen.pairs);
        double[] ju = new double[PARAMETERS];
        double[] jv = new double[PARAMETERS];
        for (int k = 0; k < seen.pairs; k++) {
            double spread2 = parallax.spread[k] * parallax.spread[k];
            double prior2 = parallax.meanPrior2[k];
            double[] meanColumn = new double[PARAMETERS];
            double meanNormal = 0;
            double meanGradient = 0;
            double[] own = sum.pairGradient[k];
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                double w = residuals.valid[o] ? weights.weight[o] : 0;
                if (w == 0) {
                    continue;
                }
                double du = parallax.alongU(k, o);
                double dv = parallax.alongV(k, o);
                double uu = weights.covariance[3 * o] + spread2 * du * du;
                double uv = weights.covariance[3 * o + 1] + spread2 * du * dv;
                double vv = weights.covariance[3 * o + 2] + spread2 * dv * dv;
                double det = uu * vv - uv * uv;
                double wuu = w * vv / det;
                double wuv = -w * uv / det;
                double wvv = w * uu / det;
                double ru = residuals.residual[2 * o];
                double rv = residuals.residual[2 * o + 1];
                int at = 2 * PARAMETERS * o;
                double au = wuu * ru + wuv * rv;
                double av = wuv * ru + wvv * rv;
                double bu = wuu * du + wuv * dv;
                double bv = wuv * du + wvv * dv;
                for (int i = 0; i < PARAMETERS; i++) {
                    ju[i] = residuals.slope[at + i];
                    jv[i] = residuals.slope[at + PARAMETERS + i];
                    own[i] += ju[i] * au + jv[i] * av;
                    meanColumn[i] += ju[i] * bu + jv[i] * bv;
                }
                meanNormal += du * bu + dv * bv;
                meanGradient += ru * bu + rv * bv;
                sum.cost += ru * au + rv * av;
                sum.weightSum += w;
                for (int i = 0; i < PARAMETERS; i++) {
                    double xu = wuu * ju[i] + wuv * jv[i];
                    double xv = wuv * ju[i] + wvv * jv[i];
                    for (int j = 0; j <= i; j++) {
                        sum.normal[PARAMETERS * i + j] += xu * ju[j] + xv * jv[j];
                    }
                }
            }
            // The mean parallax of a pair is unknown by about as much as is seen of it.
            if (prior2 > 0 && meanNormal > 0) {
                double c = meanNormal + 1 / prior2;
                for (int i = 0; i < PARAMETERS; i++) {
                    own[i] -= meanColumn[i] * meanGradient / c;
                    for (int j = 0; j <= i; j++) {
                        sum.normal[PARAMETERS * i + j] -= meanColumn[i] * meanColumn[j] / c;
                    }
                }
                sum.cost -= meanGradient * meanGradient / c;
            }
            for (int i = 0; i < PARAMETERS; i++) {
                sum.gradient[i] += own[i];
            }
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < i; j++) {
                sum.normal[PARAMETERS * j + i] = sum.normal[PARAMETERS * i + j];
            }
        }
        return sum;
    }
}
