package dev.syncline.engine.base.kernel;

/** Plain loops: the definition that the vector lane is tested against. */
public final class ScalarLagKernels implements LagKernels {
    /** 1 − score² is not taken for less: a perfect score's evidence stays finite. */
    static final double LEAST_UNEXPLAINED = 1e-9;

    /** Spread of the squared singular values, over their mean, below which they are all the same. */
    static final double ALIKE = 1e-14;

    @Override
    public void centre(float[][] products, float[] energyLog, float[][] window, int n, double[][] centred) {
        for (int i = 0; i < n; i++) {
            double w = window[3][i];
            if (!(w > 0)) {
                for (int k = 0; k < 12; k++) {
                    centred[k][i] = 0;
                }
                continue;
            }
            double ev = window[4][i];
            double eg = energyLog[i];
            for (int a = 0; a < 3; a++) {
                double sv = window[a][i];
                double sg = products[9 + a][i];
                ev -= sv * sv / w;
                eg -= sg * sg / w;
                for (int b = 0; b < 3; b++) {
                    centred[3 * a + b][i] = products[3 * a + b][i] - sv * products[9 + b][i] / w;
                }
            }
            centred[9][i] = Math.max(0, ev);
            centred[10][i] = Math.max(0, eg);
            centred[11][i] = w;
        }
    }

    @Override
    public void alignedScores(double[][] centred, int n, double[] score) {
        double[] c = new double[9];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 9; k++) {
                c[k] = centred[k][i];
            }
            score[i] = normalised(bestAlignment(c), centred[9][i] * centred[10][i]);
        }
    }

    @Override
    public void turnedScores(double[][] centred, double[] turn, int n, double[] score) {
        for (int i = 0; i < n; i++) {
            double along = 0;
            for (int k = 0; k < 9; k++) {
                along += centred[k][i] * turn[k];
            }
            score[i] = normalised(along, centred[9][i] * centred[10][i]);
        }
    }

    private static double normalised(double along, double energies) {
        double norm = Math.sqrt(energies);
        return norm > 0 ? Math.clamp(along / norm, -1, 1) : 0;
    }

    @Override
    public void evidence(float[] score, double[] weight, int n, float[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = evidence(score[i], weight[i]);
        }
    }

    /** Evidence of one score: see {@link #evidence(float[], double[], int, float[])}. */
    public static float evidence(double score, double weight) {
        if (!(score > 0)) {
            return 0;
        }
        return (float) (-0.5 * weight * Math.log(Math.max(LEAST_UNEXPLAINED, 1 - score * score)));
    }

    /**
     * The largest {@code Σ v·(R g)} over proper rotations R, given the cross-covariance {@code c[3a + b] = Σ v_a·g_b}:
     * the sum of its singular values, the smallest with the sign of its determinant.
     */
    public static double bestAlignment(double[] c) {
        // Largest eigenvalue of S = CᵀC by the trigonometric formula; its root is the largest singular value.
        double s00 = c[0] * c[0] + c[3] * c[3] + c[6] * c[6];
        double s11 = c[1] * c[1] + c[4] * c[4] + c[7] * c[7];
        double s22 = c[2] * c[2] + c[5] * c[5] + c[8] * c[8];
        double s01 = c[0] * c[1] + c[3] * c[4] + c[6] * c[7];
        double s02 = c[0] * c[2] + c[3] * c[5] + c[6] * c[8];
        double s12 = c[1] * c[2] + c[4] * c[5] + c[7] * c[8];
        double mean = (s00 + s11 + s22) / 3;
        if (!(mean > 0)) {
            return 0;
        }
        double a = s00 - mean;
        double b = s11 - mean;
        double d = s22 - mean;
        double p2 = (a * a + b * b + d * d + 2 * (s01 * s01 + s02 * s02 + s12 * s12)) / 6;
        double p = Math.sqrt(p2);
        double e0 = mean;
        if (p > ALIKE * mean) {
            double det = a * (b * d - s12 * s12) - s01 * (s01 * d - s12 * s02) + s02 * (s01 * s12 - b * s02);
            double cos = Math.clamp(det / (2 * p2 * p), -1, 1);
            e0 = mean + 2 * p * Math.cos(Math.acos(cos) / 3);
        }
        double detC = c[0] * (c[4] * c[8] - c[5] * c[7])
                - c[1] * (c[3] * c[8] - c[5] * c[6])
                + c[2] * (c[3] * c[7] - c[4] * c[6]);
        double s0 = Math.sqrt(e0);
        // (s1 ± s2)² = s1² + s2² ± 2·s1·s2, and s0·s1·s2 = |det C|: the small eigenvalues, which lose their digits
        // where
        // the motion is about one axis, are not needed.
        return s0 + Math.sqrt(Math.max(0, 3 * mean - e0 + 2 * detC / s0));
    }
}
