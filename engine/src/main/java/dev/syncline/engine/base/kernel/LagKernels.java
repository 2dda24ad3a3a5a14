package dev.syncline.engine.base.kernel;

/**
 * The arithmetic of one lag after another, for many lags at once: from weighted sums to scores. All arrays hold a lag an
 * entry. Lanes differ by rounding only. An instance serves one thread at a time.
 */
public sealed interface LagKernels permits ScalarLagKernels, VectorLagKernels {
    /**
     * Takes the means out of weighted sums of a window's rates v and a log's rates g.
     *
     * @param products float[12][n]: {@code Σ w·v_a·g_b} at 3a + b, then {@code Σ w·g_b} at 9 + b
     * @param energyLog {@code Σ w·|g|²}: float[n]
     * @param window float[5][n]: {@code Σ w·v_a}, then {@code Σ w}, then {@code Σ w·|v|²}, each over what is known
     * @param centred double[12][n]: cross-covariance at 3a + b, energies of window and log (not negative) at 9 and 10,
     *     weight at 11; all 0 where there is no weight
     */
    void centre(float[][] products, float[] energyLog, float[][] window, int n, double[][] centred);

    /**
     * Normalised correlation at the best turn: see {@link ScalarLagKernels#bestAlignment}.
     *
     * @param centred double[12][n]: see {@link #centre}
     * @param score in [−1, 1], 0 where either side has no energy: double[n]
     */
    void alignedScores(double[][] centred, int n, double[] score);

    /**
     * Normalised correlation at one turn for all lags.
     *
     * @param turn 3×3, row-major
     */
    void turnedScores(double[][] centred, double[] turn, int n, double[] score);

    /** {@code −weight/2 · ln(1 − score²)}, 0 where the score is not positive or NaN. */
    void evidence(float[] score, double[] weight, int n, float[] out);

    /** A new one for a lane. */
    static LagKernels of(Kernels lane) {
        return lane instanceof VectorKernels ? new VectorLagKernels() : new ScalarLagKernels();
    }
}
