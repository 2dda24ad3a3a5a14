package dev.syncline.engine.correlate;

import dev.syncline.engine.kernel.Kernels;
import dev.syncline.engine.motion.BoxAveragedRates;

/**
 * Weighted sums between one window and the log over a run of lags, from which every score follows. Where the log is
 * unknown (gaps, ends), the interval counts for neither side, so that a window beside a gap is judged on the rest.
 */
final class LagStatistics {
    /** Log grid points to a frame interval. */
    private final int phases;

    private final VisualRates window;
    private final BoxAveragedRates log;
    private final Kernels kernels;
    private final double stepNs;
    private final float[][] weighted; // w·v: float[3][n]
    private final float[] energy; // w·|v|²: float[n]
    private final int capacity;

    // Per lag of the current run.
    final float[][] cross = new float[9][]; // Σ w m v_a g_b
    final float[][] sumLog = new float[3][]; // Σ w m g_b
    final float[][] sumWindow = new float[3][]; // Σ w m v_a
    final float[] weight; // Σ w m
    final float[] energyLog; // Σ w m |g|²
    final float[] energyWindow; // Σ w m |v|²

    private final float[][] grid;
    private final float[] known;
    private final float[][] phaseGrid;
    private final float[] phaseKnown;
    private final float[] phaseEnergy;
    private final float[][] phaseOut;

    LagStatistics(VisualRates window, BoxAveragedRates log, int phases, int capacity, Kernels kernels) {
        this.window = window;
        this.log = log;
        this.phases = phases;
        this.kernels = kernels;
        this.capacity = capacity;
        this.stepNs = window.stepNs() / phases;
        int n = window.size();
        weighted = new float[3][n];
        energy = new float[n];
        for (int i = 0; i < n; i++) {
            float w = window.weight()[i];
            for (int a = 0; a < 3; a++) {
                float v = window.rates()[a][i];
                weighted[a][i] = w * v;
                energy[i] += w * v * v;
            }
        }
        weight = new float[capacity];
        energyLog = new float[capacity];
        energyWindow = new float[capacity];
        for (int k = 0; k < 9; k++) {
            cross[k] = new float[capacity];
        }
        for (int a = 0; a < 3; a++) {
            sumLog[a] = new float[capacity];
            sumWindow[a] = new float[capacity];
        }
        int points = capacity + (n - 1) * phases;
        int perPhase = points / phases + 2;
        grid = new float[3][points];
        known = new float[points];
        phaseGrid = new float[3][perPhase];
        phaseKnown = new float[perPhase];
        phaseEnergy = new float[perPhase];
        phaseOut = new float[9][perPhase];
    }

    /** Window's first interval lies at {@code logFirstNs + lag·stepNs} on the log's clock. */
    void fill(double logFirstNs, int lags) {
        if (lags > capacity) {
            throw new IllegalArgumentException("lags=" + lags + ", capacity=" + capacity);
        }
        int n = window.size();
        int points = lags + (n - 1) * phases;
        log.fill(logFirstNs, stepNs, window.stepNs(), points, grid, known);
        for (int p = 0; p < phases && p < lags; p++) {
            int mine = (lags - p + phases - 1) / phases;
            int length = mine + n - 1;
            for (int j = 0; j < length; j++) {
                int at = p + j * phases;
                float x = grid[0][at];
                float y = grid[1][at];
                float z = grid[2][at];
                phaseGrid[0][j] = x;
                phaseGrid[1][j] = y;
                phaseGrid[2][j] = z;
                phaseKnown[j] = known[at];
                phaseEnergy[j] = x * x + y * y + z * z;
            }
            kernels.slidingCross(weighted, n, phaseGrid, 0, mine, phaseOut);
            for (int k = 0; k < 9; k++) {
                spread(phaseOut[k], cross[k], p, mine);
            }
            for (int a = 0; a < 3; a++) {
                slide(window.weight(), phaseGrid[a], sumLog[a], p, mine);
                slide(weighted[a], phaseKnown, sumWindow[a], p, mine);
            }
            slide(window.weight(), phaseKnown, weight, p, mine);
            slide(window.weight(), phaseEnergy, energyLog, p, mine);
            slide(energy, phaseKnown, energyWindow, p, mine);
        }
    }

    private void slide(float[] pattern, float[] signal, float[] out, int phase, int count) {
        kernels.slidingDot(pattern, window.size(), signal, 0, count, phaseOut[0]);
        spread(phaseOut[0], out, phase, count);
    }

    private void spread(float[] from, float[] to, int phase, int count) {
        for (int j = 0; j < count; j++) {
            to[phase + j * phases] = from[j];
        }
    }

    /** Adds this window's centred sums at a lag: cross-covariance to {@code c[0..8]}, energies to c[9], c[10], weight to c[11]. */
    void addCentred(int lag, double[] c) {
        double w = weight[lag];
        if (!(w > 0)) {
            return;
        }
        double ev = energyWindow[lag];
        double eg = energyLog[lag];
        for (int a = 0; a < 3; a++) {
            double sv = sumWindow[a][lag];
            ev -= sv * sv / w;
            double sgA = sumLog[a][lag];
            eg -= sgA * sgA / w;
            for (int b = 0; b < 3; b++) {
                c[3 * a + b] += cross[3 * a + b][lag] - sv * sumLog[b][lag] / w;
            }
        }
        c[9] += Math.max(0, ev);
        c[10] += Math.max(0, eg);
        c[11] += w;
    }
}
