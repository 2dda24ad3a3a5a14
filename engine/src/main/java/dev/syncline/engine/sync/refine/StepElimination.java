package dev.syncline.engine.sync.refine;

import java.util.Arrays;

/**
 * Takes off what the camera's step in a pair can explain: the Schur complement of its three unknowns, so that an offset
 * cannot be read out of what may as well be translation.
 */
final class StepElimination {
    private final WindowResiduals residuals;
    private final WindowWeights weights;
    private final SceneParallax parallax;
    private final double[] normal = new double[Symmetric3.SIZE]; // of the step
    private final double[] right = new double[3];
    private final double[] solved = new double[3];

    StepElimination(WindowResiduals residuals, WindowWeights weights, SceneParallax parallax) {
        this.residuals = residuals;
        this.weights = weights;
        this.parallax = parallax;
    }

    /** Eliminates rows {@code used} to {@code used + 2} of a lower triangle, {@code row} wide, from those before. */
    void eliminate(double[] sum, int row, int used) {
        for (int a = 0, n = 0; a < 3; a++) {
            for (int b = 0; b <= a; b++) {
                normal[n++] = sum[row * (used + a) + used + b];
            }
        }
        Symmetric3.invert(normal, 0, 1 / parallax.stepVariance(), normal, 0);
        int s0 = row * used;
        int s1 = s0 + row;
        int s2 = s1 + row;
        for (int i = 0; i < used; i++) {
            Symmetric3.multiply(normal, 0, sum[s0 + i], sum[s1 + i], sum[s2 + i], solved);
            for (int j = 0; j <= i; j++) {
                sum[row * i + j] -= sum[s0 + j] * solved[0] + sum[s1 + j] * solved[1] + sum[s2 + j] * solved[2];
            }
        }
    }

    /**
     * Gradient of a pair with its step eliminated: that of the residuals less the step that suits them best.
     *
     * @param gradient receives it: double[used] or longer
     */
    void gradient(int k, double[] gradient) {
        double[] usual = parallax.usualStep;
        if (parallax.stepVariance() > 0) {
            equations(k);
            Symmetric3.invert(normal, 0, 1 / parallax.stepVariance(), normal, 0);
            Symmetric3.multiply(normal, 0, right[0], right[1], right[2], solved);
        } else {
            Arrays.fill(solved, 0);
        }
        sum(k, usual[0] + solved[0], usual[1] + solved[1], usual[2] + solved[2], gradient);
    }

    /** Normal equations of the pair's step about the window's mean. */
    private void equations(int k) {
        Arrays.fill(normal, 0);
        Arrays.fill(right, 0);
        double[] across = residuals.across;
        double[] usual = parallax.usualStep;
        for (int o = residuals.seen.first[k]; o < residuals.seen.first[k + 1]; o++) {
            int a = 6 * o;
            double rho = parallax.inverse[residuals.seen.track[o]];
            double u0 = rho * across[a];
            double u1 = rho * across[a + 1];
            double u2 = rho * across[a + 2];
            double v0 = rho * across[a + 3];
            double v1 = rho * across[a + 4];
            double v2 = rho * across[a + 5];
            double w = weights.trust[o];
            double ru = w * (residuals.residual[2 * o] - u0 * usual[0] - u1 * usual[1] - u2 * usual[2]);
            double rv = w * (residuals.residual[2 * o + 1] - v0 * usual[0] - v1 * usual[1] - v2 * usual[2]);
            normal[0] += w * (u0 * u0 + v0 * v0);
            normal[1] += w * (u0 * u1 + v0 * v1);
            normal[2] += w * (u1 * u1 + v1 * v1);
            normal[3] += w * (u0 * u2 + v0 * v2);
            normal[4] += w * (u1 * u2 + v1 * v2);
            normal[5] += w * (u2 * u2 + v2 * v2);
            right[0] += u0 * ru + v0 * rv;
            right[1] += u1 * ru + v1 * rv;
            right[2] += u2 * ru + v2 * rv;
        }
    }

    private void sum(int k, double t0, double t1, double t2, double[] gradient) {
        Arrays.fill(gradient, 0);
        double[] across = residuals.across;
        double[] slope = residuals.slope;
        int used = residuals.used;
        int at = 2 * used * residuals.seen.first[k];
        for (int o = residuals.seen.first[k]; o < residuals.seen.first[k + 1]; o++) {
            int a = 6 * o;
            double w = weights.trust[o];
            double rho = parallax.inverse[residuals.seen.track[o]];
            double su = t0 * across[a] + t1 * across[a + 1] + t2 * across[a + 2];
            double sv = t0 * across[a + 3] + t1 * across[a + 4] + t2 * across[a + 5];
            double ru = w * (residuals.residual[2 * o] - rho * su);
            double rv = w * (residuals.residual[2 * o + 1] - rho * sv);
            for (int i = 0; i < used; i++) {
                gradient[i] += slope[at] * ru + slope[at + 1] * rv;
                at += 2;
            }
        }
    }
}
