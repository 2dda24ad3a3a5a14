package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.kernel.Kernels;

/**
 * Slides a set of patterns of one length along signals: every pattern with every signal, at every lag. Both ways compute
 * the same sums; the direct one rounds each lag by its own size, the other by the size of the largest nearby.
 */
public sealed interface SlidingCorrelator permits DirectCorrelator, FftCorrelator {
    /**
     * {@code out[p·signals + s][lag] = Σ patterns[p][i] · signals[s][from + lag + i]} for {@code 0 <= lag < lags}.
     *
     * @param signals each at least {@code from + lags + n − 1} long, n the patterns' length
     * @param out float[patterns · signals][lags] at least
     * @throws IndexOutOfBoundsException when a signal is too short
     */
    void slide(float[][] signals, int from, int lags, float[][] out);

    /**
     * The faster of the two. The patterns are read when the correlator is made, or later: they must not change.
     *
     * @param patterns float[at least one][n]
     * @param n at least 1
     * @param lags how many are usually asked for at once
     */
    static SlidingCorrelator of(float[][] patterns, int n, int lags, Kernels kernels) {
        return n >= FftCorrelator.CROSSOVER && lags >= FftCorrelator.LEAST_LAGS_PER_SAMPLE * n
                ? new FftCorrelator(patterns, n, lags, kernels)
                : new DirectCorrelator(patterns, n, kernels);
    }
}
