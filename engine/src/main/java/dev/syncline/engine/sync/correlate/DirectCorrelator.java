package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.kernel.Kernels;

/** Multiplies and adds: best for short patterns. */
public final class DirectCorrelator implements SlidingCorrelator {
    private final float[][] patterns;
    private final int n;
    private final Kernels kernels;

    /** @param patterns float[at least one][n]; not copied */
    public DirectCorrelator(float[][] patterns, int n, Kernels kernels) {
        this.patterns = patterns.clone();
        this.n = n;
        this.kernels = kernels;
    }

    @Override
    public void slide(float[][] signals, int from, int lags, float[][] out) {
        kernels.slidingProducts(patterns, n, signals, from, lags, out);
    }
}
