package dev.syncline.engine.sync.refine;

import static dev.syncline.engine.sync.refine.WindowResiduals.PARAMETERS;

import java.util.Arrays;

/** Normal equations of one window, with the camera's step in each pair eliminated. */
final class WindowEquations {
    /** Observations that are taken up at once: their columns stay in the processor's first cache. */
    private static final int BLOCK = 64;

    /** Rows of a column: two for each observation. */
    private static final int ROWS = 2 * BLOCK;

    /** Columns on a tile's side: its sums and what they are made of fit the registers. */
    private static final int TILE = 3;

    final double[] normal = new double[PARAMETERS * PARAMETERS];
    final double[] gradient = new double[PARAMETERS];
    final double[][] pairGradient; // each pair's own share: double[pairs][PARAMETERS]
    final double[] pairInformation; // each pair's own share of the offset's normal equation: double[pairs]

    private final WindowResiduals residuals;
    private final WindowWeights weights;
    private final SceneParallax parallax;
    private final StepElimination steps;
    private final int used;
    private final int width; // unknowns of one pair, the parameters and then its step, filled up to whole tiles
    private final double[] sum; // products of the columns, lower triangle, of one pair: double[width·width]
    private final double[] columns; // of one block: double[width·ROWS]

    WindowEquations(WindowResiduals residuals, WindowWeights weights, SceneParallax parallax) {
        this.residuals = residuals;
        this.weights = weights;
        this.parallax = parallax;
        int pairs = residuals.seen.pairs;
        pairGradient = new double[pairs][PARAMETERS];
        pairInformation = new double[pairs];
        used = residuals.used;
        width = (used + 3 + TILE - 1) / TILE * TILE;
        sum = new double[width * width];
        columns = new double[width * ROWS];
        steps = new StepElimination(residuals, weights, parallax);
    }

    /** Sums up the window at its present residuals, weights and parallax. The step solves {@code normal·δ = −gradient}. */
    void update() {
        updateGradient();
        Arrays.fill(normal, 0);
        for (int k = 0; k < residuals.seen.pairs; k++) {
            sumPair(residuals.seen.first[k], residuals.seen.first[k + 1]);
            if (parallax.stepVariance() > 0) {
                steps.eliminate(sum, width, used);
            }
            pairInformation[k] = Math.max(0, sum[0]);
            for (int i = 0; i < used; i++) {
                for (int j = 0; j <= i; j++) {
                    normal[PARAMETERS * i + j] += sum[width * i + j];
                }
            }
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < i; j++) {
                normal[PARAMETERS * j + i] = normal[PARAMETERS * i + j];
            }
        }
    }

    /** Brings the gradients alone up to date: the normal matrix changes little once the weights have settled. */
    void updateGradient() {
        Arrays.fill(gradient, 0);
        for (int k = 0; k < residuals.seen.pairs; k++) {
            steps.gradient(k, pairGradient[k]);
            for (int i = 0; i < used; i++) {
                gradient[i] += pairGradient[k][i];
            }
        }
    }

    private void sumPair(int from, int to) {
        Arrays.fill(sum, 0);
        for (int o = from; o < to; o += BLOCK) {
            int n = Math.min(BLOCK, to - o);
            for (int i = 0; i < n; i++) {
                fill(o + i, 2 * i);
            }
            for (int i = 0; i < width; i += TILE) {
                for (int j = 0; j <= i; j += TILE) {
                    tile(columns, ROWS * i, ROWS * j, 2 * n, sum, width * i + j, width);
                }
            }
        }
    }

    /** What moves the two parts of one residual, by the root of its trust. */
    private void fill(int o, int at) {
        double root = Math.sqrt(weights.trust[o]);
        double[] slope = residuals.slope;
        int s = 2 * used * o;
        int c = at;
        for (int i = 0; i < used; i++) {
            columns[c] = root * slope[s + 2 * i];
            columns[c + 1] = root * slope[s + 2 * i + 1];
            c += ROWS;
        }
        double shift = root * parallax.inverse[residuals.seen.track[o]];
        for (int a = 6 * o; a < 6 * o + 3; a++) {
            columns[c] = shift * residuals.across[a];
            columns[c + 1] = shift * residuals.across[a + 3];
            c += ROWS;
        }
    }

    /** Adds the products of three columns with three, n rows of each. */
    private static void tile(double[] columns, int a, int b, int n, double[] sum, int at, int width) {
        double s00 = 0;
        double s01 = 0;
        double s02 = 0;
        double s10 = 0;
        double s11 = 0;
        double s12 = 0;
        double s20 = 0;
        double s21 = 0;
        double s22 = 0;
        for (int r = 0; r < n; r++) {
            double a0 = columns[a + r];
            double a1 = columns[a + ROWS + r];
            double a2 = columns[a + 2 * ROWS + r];
            double b0 = columns[b + r];
            double b1 = columns[b + ROWS + r];
            double b2 = columns[b + 2 * ROWS + r];
            s00 += a0 * b0;
            s01 += a0 * b1;
            s02 += a0 * b2;
            s10 += a1 * b0;
            s11 += a1 * b1;
            s12 += a1 * b2;
            s20 += a2 * b0;
            s21 += a2 * b1;
            s22 += a2 * b2;
        }
        sum[at] += s00;
        sum[at + 1] += s01;
        sum[at + 2] += s02;
        sum[at + width] += s10;
        sum[at + width + 1] += s11;
        sum[at + width + 2] += s12;
        sum[at + 2 * width] += s20;
        sum[at + 2 * width + 1] += s21;
        sum[at + 2 * width + 2] += s22;
    }
}
