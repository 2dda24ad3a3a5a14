package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.base.kernel.LagKernels;
import dev.syncline.engine.motion.BoxAveragedRates;
import java.util.Arrays;

/**
 * Weighted sums between one window and the log over a run of lags, from which every score follows. Where the log is
 * unknown (gaps, ends), the interval counts for neither side, so that a window beside a gap is judged on the rest.
 *
 * <p>The grid of lags is finer than a frame interval by the number of phases. A run is {@code phases × perPhase} lags, worked
 * on a phase at a time: lag {@code p + j·phases} is entry j of phase p.
 */
final class LagStatistics {
    /** Sliding products a sample and lag, where all of the log is known. */
    static final int PRODUCTS = 13;

    private final int phases;
    private final int perPhase;
    private final VisualRates window;
    private final BoxAveragedRates log;
    private final LagKernels lagKernels;
    private final double stepNs;
    private final int boxes; // of the log, of each phase
    private final float[] whole = new float[5]; // see `windowSums`, where all of the log is known

    private final SlidingCorrelator rates; // w·v and w with the log's rates
    private final SlidingCorrelator energy; // w with their squares
    private final SlidingCorrelator knowledge; // w·v, w and w·|v|² with what is known

    private final float[][] grid; // the log's rates: float[3][phases·boxes]
    private final float[] known;
    private final float[] squares;
    private final float[][] one = new float[1][];
    private final float[][] single = new float[1][];
    private final float[][] products; // float[12][perPhase], of the phase at hand
    private final float[] energyLog; // float[perPhase]
    private final float[][] windowSums; // Σ w m v, Σ w m, Σ w m |v|²: float[5][perPhase]
    private boolean allKnown;
    private boolean unknown;

    /** The phase at hand: double[12][perPhase], see {@link LagKernels#centre}. */
    final double[][] centred;

    LagStatistics(VisualRates window, BoxAveragedRates log, int phases, int perPhase, Kernels kernels) {
        this.window = window;
        this.log = log;
        this.phases = phases;
        this.perPhase = perPhase;
        this.lagKernels = LagKernels.of(kernels);
        this.stepNs = window.stepNs() / phases;
        int n = window.size();
        this.boxes = perPhase + n - 1;
        float[][] patterns = new float[5][n];
        for (int i = 0; i < n; i++) {
            float w = window.weight()[i];
            patterns[3][i] = w;
            for (int a = 0; a < 3; a++) {
                float v = window.rates()[a][i];
                patterns[a][i] = w * v;
                patterns[4][i] += w * v * v;
            }
        }
        for (int k = 0; k < 5; k++) {
            double sum = 0;
            for (float x : patterns[k]) {
                sum += x;
            }
            whole[k] = (float) sum;
        }
        rates = SlidingCorrelator.of(Arrays.copyOf(patterns, 4), n, perPhase, kernels);
        energy = SlidingCorrelator.of(new float[][] {patterns[3]}, n, perPhase, kernels);
        knowledge = SlidingCorrelator.of(patterns, n, perPhase, kernels);
        grid = new float[3][phases * boxes];
        known = new float[phases * boxes];
        squares = new float[boxes];
        products = new float[12][perPhase];
        energyLog = new float[perPhase];
        windowSums = new float[5][perPhase];
        centred = new double[12][perPhase];
    }

    /** Reads the log: the window's first interval lies at {@code logFirstNs + lag·stepNs} on the log's clock. */
    void seek(double logFirstNs) {
        double half = stepNs * phases / 2;
        unknown = log.isUnknown(logFirstNs - half, logFirstNs + (phases * (double) boxes - 1) * stepNs + half);
        if (unknown) {
            return;
        }
        allKnown = log.fillByPhase(logFirstNs, stepNs, phases, boxes, grid, known);
        if (allKnown) {
            for (int k = 0; k < 5; k++) {
                Arrays.fill(windowSums[k], whole[k]);
            }
        }
    }

    /** Whether the run meets nothing of the log, so that all of its sums are 0 and need no {@link #compute}. */
    boolean isUnknown() {
        return unknown;
    }

    /** Computes one phase of the run. */
    void compute(int phase) {
        if (unknown) {
            for (double[] sum : centred) {
                Arrays.fill(sum, 0);
            }
            return;
        }
        int from = phase * boxes;
        for (int j = 0; j < boxes; j++) {
            float x = grid[0][from + j];
            float y = grid[1][from + j];
            float z = grid[2][from + j];
            squares[j] = x * x + y * y + z * z;
        }
        rates.slide(grid, from, perPhase, products);
        one[0] = squares;
        single[0] = energyLog;
        energy.slide(one, 0, perPhase, single);
        if (!allKnown) {
            one[0] = known;
            knowledge.slide(one, from, perPhase, windowSums);
        }
        lagKernels.centre(products, energyLog, windowSums, perPhase, centred);
    }

    /** The window that slides. */
    VisualRates window() {
        return window;
    }
}
