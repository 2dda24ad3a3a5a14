package dev.syncline.engine.refine;

import static dev.syncline.engine.refine.WindowResiduals.PARAMETERS;

import java.util.Arrays;

/** Normal equations of one window, with the camera's step in each pair eliminated. */
final class WindowEquations {
    final double[] normal = new double[PARAMETERS * PARAMETERS];
    final double[] gradient = new double[PARAMETERS];
    final double[][] pairGradient; // each pair's own share: double[pairs][PARAMETERS]
    final double[] pairInformation; // each pair's own share of the offset's normal equation: double[pairs]

    private WindowEquations(int pairs) {
        pairGradient = new double[pairs][PARAMETERS];
        pairInformation = new double[pairs];
    }

    /** Sums up a window at its present residuals, weights and parallax. The step solves {@code normal·δ = −gradient}. */
    static WindowEquations of(WindowResiduals residuals, WindowWeights weights, SceneParallax parallax) {
        WindowObservations seen = residuals.seen;
        WindowEquations sum = new WindowEquations(seen.pairs);
        double[] mixed = new double[3 * PARAMETERS];
        double[] steps = new double[9];
        double[] stepGradient = new double[3];
        for (int k = 0; k < seen.pairs; k++) {
            double before = sum.normal[0];
            Arrays.fill(mixed, 0);
            Arrays.fill(steps, 0);
            Arrays.fill(stepGradient, 0);
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                double w = residuals.valid[o] ? weights.weight[o] : 0;
                if (w > 0) {
                    sum.add(o, w, residuals, weights.covariance, parallax, sum.pairGradient[k]);
                    if (parallax.stepVariance() > 0) {
                        mix(o, w, residuals, weights.covariance, parallax.inverse[seen.track[o]], mixed);
                        parallax.accumulate(o, w, weights.covariance, 1, steps, stepGradient);
                    }
                }
            }
            if (parallax.stepVariance() > 0) {
                sum.eliminate(k, mixed, steps, stepGradient, parallax.stepVariance());
            }
            sum.pairInformation[k] = Math.max(0, sum.normal[0] - before);
            for (int i = 0; i < PARAMETERS; i++) {
                sum.gradient[i] += sum.pairGradient[k][i];
            }
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < i; j++) {
                sum.normal[PARAMETERS * j + i] = sum.normal[PARAMETERS * i + j];
            }
        }
        return sum;
    }

    private void add(
            int o, double w, WindowResiduals residuals, double[] covariance, SceneParallax parallax, double[] own) {
        double uu = covariance[3 * o];
        double uv = covariance[3 * o + 1];
        double vv = covariance[3 * o + 2];
        double scale = w / (uu * vv - uv * uv);
        double ru = residuals.residual[2 * o] - parallax.usualU(o);
        double rv = residuals.residual[2 * o + 1] - parallax.usualV(o);
        double au = scale * (vv * ru - uv * rv);
        double av = scale * (uu * rv - uv * ru);
        int at = 2 * PARAMETERS * o;
        double[] slope = residuals.slope;
        for (int i = 0; i < PARAMETERS; i++) {
            double ju = slope[at + i];
            double jv = slope[at + PARAMETERS + i];
            own[i] += ju * au + jv * av;
            double xu = scale * (vv * ju - uv * jv);
            double xv = scale * (uu * jv - uv * ju);
            for (int j = 0; j <= i; j++) {
                normal[PARAMETERS * i + j] += xu * slope[at + j] + xv * slope[at + PARAMETERS + j];
            }
        }
    }

    private static void mix(
            int o, double w, WindowResiduals residuals, double[] covariance, double rho, double[] mixed) {
        double uu = covariance[3 * o];
        double uv = covariance[3 * o + 1];
        double vv = covariance[3 * o + 2];
        double scale = w * rho / (uu * vv - uv * uv);
        int at = 2 * PARAMETERS * o;
        for (int i = 0; i < PARAMETERS; i++) {
            double ju = residuals.slope[at + i];
            double jv = residuals.slope[at + PARAMETERS + i];
            double xu = scale * (vv * ju - uv * jv);
            double xv = scale * (uu * jv - uv * ju);
            for (int a = 0; a < 3; a++) {
                mixed[3 * i + a] += xu * residuals.across1[3 * o + a] + xv * residuals.across2[3 * o + a];
            }
        }
    }

    /** Takes off what the pair's step can explain: the Schur complement of its three unknowns. */
    private void eliminate(int k, double[] mixed, double[] steps, double[] stepGradient, double variance) {
        for (int a = 0; a < 3; a++) {
            steps[4 * a] += 1 / variance;
        }
        double[] x = new double[3];
        double[] row = new double[3];
        Symmetric3.solve(steps, stepGradient, x);
        for (int i = 0; i < PARAMETERS; i++) {
            pairGradient[k][i] -= mixed[3 * i] * x[0] + mixed[3 * i + 1] * x[1] + mixed[3 * i + 2] * x[2];
        }
        for (int i = 0; i < PARAMETERS; i++) {
            row[0] = mixed[3 * i];
            row[1] = mixed[3 * i + 1];
            row[2] = mixed[3 * i + 2];
            Symmetric3.solve(steps, row, x);
            for (int j = 0; j <= i; j++) {
                normal[PARAMETERS * i + j] -= mixed[3 * j] * x[0] + mixed[3 * j + 1] * x[1] + mixed[3 * j + 2] * x[2];
            }
        }
    }
}
