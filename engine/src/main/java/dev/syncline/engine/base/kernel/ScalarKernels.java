package dev.syncline.engine.base.kernel;

/** Plain loops: the definition that the vector lane is tested against. */
public final class ScalarKernels implements Kernels {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override
    public void slidingDot(float[] pattern, int n, float[] signal, int from, int lags, float[] out) {
        for (int lag = 0; lag < lags; lag++) {
            out[lag] = dot(pattern, 0, signal, from + lag, n);
        }
    }

    @Override
    public void slidingCross(float[][] pattern, int n, float[][] signal, int from, int lags, float[][] out) {
        slidingProducts(pattern, n, signal, from, lags, out);
    }

    @Override
    public void slidingProducts(float[][] patterns, int n, float[][] signals, int from, int lags, float[][] out) {
        for (int p = 0; p < patterns.length; p++) {
            for (int s = 0; s < signals.length; s++) {
                slidingDot(patterns[p], n, signals[s], from, lags, out[p * signals.length + s]);
            }
        }
    }
}
