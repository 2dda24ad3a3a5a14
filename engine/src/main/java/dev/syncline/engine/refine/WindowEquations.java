package dev.syncline.engine.refine;

import static dev.syncline.engine.refine.WindowResiduals.PARAMETERS;

import java.util.Arrays;

/** Normal equations of one window, with the camera's step in each pair eliminated. */
final class WindowEquations {
    /** Unknowns of one pair: those that are solved for, then its step. */
    private static final int UNKNOWNS = PARAMETERS + 3;

    /** What the two parts of a residual say, one after the other: unknowns, then the residual itself. */
    private static final int ROW = UNKNOWNS + 1;

    final double[] normal = new double[PARAMETERS * PARAMETERS];
    final double[] gradient = new double[PARAMETERS];
    final double[][] pairGradient; // each pair's own share: double[pairs][PARAMETERS]
    final double[] pairInformation; // each pair's own share of the offset's normal equation: double[pairs]

    private final WindowResiduals residuals;
    private final WindowWeights weights;
    private final SceneParallax parallax;
    private final double[] sum = new double[ROW * ROW]; // lower triangle, of one pair
    private final double[] first = new double[ROW];
    private final double[] second = new double[ROW];
    private final double[] steps = new double[Symmetric3.SIZE];
    private final double[] solved = new double[3];

    WindowEquations(WindowResiduals residuals, WindowWeights weights, SceneParallax parallax) {
        this.residuals = residuals;
        this.weights = weights;
        this.parallax = parallax;
        int pairs = residuals.seen.pairs;
        pairGradient = new double[pairs][PARAMETERS];
        pairInformation = new double[pairs];
    }

    /** Sums up the window at its present residuals, weights and parallax. The step solves {@code normal·δ = −gradient}. */
    void update() {
        WindowObservations seen = residuals.seen;
        Arrays.fill(normal, 0);
        Arrays.fill(gradient, 0);
        for (int k = 0; k < seen.pairs; k++) {
            Arrays.fill(sum, 0);
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                if (weights.trust[o] > 0) {
                    rows(o, Math.sqrt(weights.trust[o]));
                    add();
                }
            }
            if (parallax.stepVariance() > 0) {
                eliminate(1 / parallax.stepVariance());
            }
            pairInformation[k] = Math.max(0, sum[0]);
            for (int i = 0; i < PARAMETERS; i++) {
                pairGradient[k][i] = sum[ROW * UNKNOWNS + i];
                gradient[i] += pairGradient[k][i];
                for (int j = 0; j <= i; j++) {
                    normal[PARAMETERS * i + j] += sum[ROW * i + j];
                }
            }
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < i; j++) {
                normal[PARAMETERS * j + i] = normal[PARAMETERS * i + j];
            }
        }
    }

    /** Both parts of one residual, less what the window's mean step explains, and what moves them. */
    private void rows(int o, double root) {
        int at = 2 * PARAMETERS * o;
        double[] slope = residuals.slope;
        for (int i = 0; i < PARAMETERS; i++) {
            first[i] = root * slope[at + 2 * i];
            second[i] = root * slope[at + 2 * i + 1];
        }
        double shift = root * parallax.inverse[residuals.seen.track[o]];
        double r1 = root * residuals.residual[2 * o];
        double r2 = root * residuals.residual[2 * o + 1];
        for (int a = 0; a < 3; a++) {
            double s1 = shift * residuals.across[6 * o + a];
            double s2 = shift * residuals.across[6 * o + 3 + a];
            first[PARAMETERS + a] = s1;
            second[PARAMETERS + a] = s2;
            r1 -= s1 * parallax.usualStep[a];
            r2 -= s2 * parallax.usualStep[a];
        }
        first[UNKNOWNS] = r1;
        second[UNKNOWNS] = r2;
    }

    private void add() {
        for (int i = 0; i < ROW; i++) {
            double a = first[i];
            double b = second[i];
            int at = ROW * i;
            for (int j = 0; j <= i; j++) {
                sum[at + j] += a * first[j] + b * second[j];
            }
        }
    }

    /** Takes off what the pair's step can explain: the Schur complement of its three unknowns. */
    private void eliminate(double precision) {
        for (int a = 0, n = 0; a < 3; a++) {
            for (int b = 0; b <= a; b++) {
                steps[n++] = sum[ROW * (PARAMETERS + a) + PARAMETERS + b];
            }
        }
        Symmetric3.invert(steps, 0, precision, steps, 0);
        int s0 = ROW * PARAMETERS;
        int s1 = s0 + ROW;
        int s2 = s1 + ROW;
        int right = ROW * UNKNOWNS;
        Symmetric3.multiply(
                steps, 0, sum[right + PARAMETERS], sum[right + PARAMETERS + 1], sum[right + PARAMETERS + 2], solved);
        for (int j = 0; j < PARAMETERS; j++) {
            sum[right + j] -= sum[s0 + j] * solved[0] + sum[s1 + j] * solved[1] + sum[s2 + j] * solved[2];
        }
        for (int i = 0; i < PARAMETERS; i++) {
            Symmetric3.multiply(steps, 0, sum[s0 + i], sum[s1 + i], sum[s2 + i], solved);
            for (int j = 0; j <= i; j++) {
                sum[ROW * i + j] -= sum[s0 + j] * solved[0] + sum[s1 + j] * solved[1] + sum[s2 + j] * solved[2];
            }
        }
    }
}
