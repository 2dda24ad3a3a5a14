package dev.syncline.engine.base.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API lane: guard, vector body, and the scalar lane itself for the tail. */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private final ScalarKernels tail = new ScalarKernels();

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        Objects.checkFromIndexSize(aFrom, n, a.length);
        Objects.checkFromIndexSize(bFrom, n, b.length);
        // Four sums hide the latency of the fused multiply-add.
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (int bound = n - 4 * LANES; i <= bound; i += 4 * LANES) {
            s0 = load(a, aFrom + i).fma(load(b, bFrom + i), s0);
            s1 = load(a, aFrom + i + LANES).fma(load(b, bFrom + i + LANES), s1);
            s2 = load(a, aFrom + i + 2 * LANES).fma(load(b, bFrom + i + 2 * LANES), s2);
            s3 = load(a, aFrom + i + 3 * LANES).fma(load(b, bFrom + i + 3 * LANES), s3);
        }
        for (int bound = n - LANES; i <= bound; i += LANES) {
            s0 = load(a, aFrom + i).fma(load(b, bFrom + i), s0);
        }
        float sum = LaneSum.of(s0.add(s1).add(s2.add(s3)));
        return sum + tail.dot(a, aFrom + i, b, bFrom + i, n - i);
    }

    @Override
    public void slidingDot(float[] pattern, int n, float[] signal, int from, int lags, float[] out) {
        check(n, signal.length, from, lags);
        // Lanes run over lags: no sum across lanes is ever needed. Four blocks share each broadcast of the pattern.
        // The last blocks overlap those before them: that costs less than single lags.
        int bound = lags - 4 * LANES;
        for (int next = 0; next < lags && bound >= 0; next += 4 * LANES) {
            int lag = Math.min(next, bound);
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            int at = from + lag;
            for (int i = 0; i < n; i++, at++) {
                FloatVector p = FloatVector.broadcast(SPECIES, pattern[i]);
                s0 = p.fma(load(signal, at), s0);
                s1 = p.fma(load(signal, at + LANES), s1);
                s2 = p.fma(load(signal, at + 2 * LANES), s2);
                s3 = p.fma(load(signal, at + 3 * LANES), s3);
            }
            s0.intoArray(out, lag);
            s1.intoArray(out, lag + LANES);
            s2.intoArray(out, lag + 2 * LANES);
            s3.intoArray(out, lag + 3 * LANES);
        }
        for (int lag = 0; lag < lags && bound < 0; lag++) {
            out[lag] = dot(pattern, 0, signal, from + lag, n);
        }
    }

    @Override
    public void slidingCross(float[][] pattern, int n, float[][] signal, int from, int lags, float[][] out) {
        for (int b = 0; b < 3; b++) {
            check(n, signal[b].length, from, lags);
        }
        for (int b = 0; b < 3; b++) {
            three(pattern[0], pattern[1], pattern[2], n, signal[b], from, lags, out[b], out[3 + b], out[6 + b]);
        }
    }

    @Override
    public void slidingProducts(float[][] patterns, int n, float[][] signals, int from, int lags, float[][] out) {
        for (float[] signal : signals) {
            check(n, signal.length, from, lags);
        }
        int count = signals.length;
        for (int s = 0; s < count; s++) {
            int p = 0;
            for (; p + 4 <= patterns.length; p += 4) {
                int to = p * count + s;
                four(
                        patterns,
                        p,
                        n,
                        signals[s],
                        from,
                        lags,
                        out[to],
                        out[to + count],
                        out[to + 2 * count],
                        out[to + 3 * count]);
            }
            if (p + 3 <= patterns.length) {
                int to = p * count + s;
                three(
                        patterns[p],
                        patterns[p + 1],
                        patterns[p + 2],
                        n,
                        signals[s],
                        from,
                        lags,
                        out[to],
                        out[to + count],
                        out[to + 2 * count]);
                p += 3;
            }
            for (; p < patterns.length; p++) {
                slidingDot(patterns[p], n, signals[s], from, lags, out[p * count + s]);
            }
        }
    }

    /** Three patterns against one signal, four blocks of lags: twelve sums in flight, seven loads for twelve products. */
    private void three(
            float[] x,
            float[] y,
            float[] z,
            int n,
            float[] g,
            int from,
            int lags,
            float[] outX,
            float[] outY,
            float[] outZ) {
        int bound = lags - 4 * LANES;
        for (int next = 0; next < lags && bound >= 0; next += 4 * LANES) {
            int lag = Math.min(next, bound);
            FloatVector x0 = FloatVector.zero(SPECIES);
            FloatVector x1 = x0;
            FloatVector x2 = x0;
            FloatVector x3 = x0;
            FloatVector y0 = x0;
            FloatVector y1 = x0;
            FloatVector y2 = x0;
            FloatVector y3 = x0;
            FloatVector z0 = x0;
            FloatVector z1 = x0;
            FloatVector z2 = x0;
            FloatVector z3 = x0;
            int at = from + lag;
            for (int i = 0; i < n; i++, at++) {
                FloatVector g0 = load(g, at);
                FloatVector g1 = load(g, at + LANES);
                FloatVector g2 = load(g, at + 2 * LANES);
                FloatVector g3 = load(g, at + 3 * LANES);
                FloatVector px = FloatVector.broadcast(SPECIES, x[i]);
                x0 = g0.fma(px, x0);
                x1 = g1.fma(px, x1);
                x2 = g2.fma(px, x2);
                x3 = g3.fma(px, x3);
                FloatVector py = FloatVector.broadcast(SPECIES, y[i]);
                y0 = g0.fma(py, y0);
                y1 = g1.fma(py, y1);
                y2 = g2.fma(py, y2);
                y3 = g3.fma(py, y3);
                FloatVector pz = FloatVector.broadcast(SPECIES, z[i]);
                z0 = g0.fma(pz, z0);
                z1 = g1.fma(pz, z1);
                z2 = g2.fma(pz, z2);
                z3 = g3.fma(pz, z3);
            }
            x0.intoArray(outX, lag);
            x1.intoArray(outX, lag + LANES);
            x2.intoArray(outX, lag + 2 * LANES);
            x3.intoArray(outX, lag + 3 * LANES);
            y0.intoArray(outY, lag);
            y1.intoArray(outY, lag + LANES);
            y2.intoArray(outY, lag + 2 * LANES);
            y3.intoArray(outY, lag + 3 * LANES);
            z0.intoArray(outZ, lag);
            z1.intoArray(outZ, lag + LANES);
            z2.intoArray(outZ, lag + 2 * LANES);
            z3.intoArray(outZ, lag + 3 * LANES);
        }
        for (int lag = 0; lag < lags && bound < 0; lag++) {
            outX[lag] = dot(x, 0, g, from + lag, n);
            outY[lag] = dot(y, 0, g, from + lag, n);
            outZ[lag] = dot(z, 0, g, from + lag, n);
        }
    }

    /** Four patterns against one signal, three blocks of lags: the same twelve sums. */
    private void four(
            float[][] patterns,
            int first,
            int n,
            float[] g,
            int from,
            int lags,
            float[] outX,
            float[] outY,
            float[] outZ,
            float[] outW) {
        float[] x = patterns[first];
        float[] y = patterns[first + 1];
        float[] z = patterns[first + 2];
        float[] w = patterns[first + 3];
        int bound = lags - 3 * LANES;
        for (int next = 0; next < lags && bound >= 0; next += 3 * LANES) {
            int lag = Math.min(next, bound);
            FloatVector x0 = FloatVector.zero(SPECIES);
            FloatVector x1 = x0;
            FloatVector x2 = x0;
            FloatVector y0 = x0;
            FloatVector y1 = x0;
            FloatVector y2 = x0;
            FloatVector z0 = x0;
            FloatVector z1 = x0;
            FloatVector z2 = x0;
            FloatVector w0 = x0;
            FloatVector w1 = x0;
            FloatVector w2 = x0;
            int at = from + lag;
            for (int i = 0; i < n; i++, at++) {
                FloatVector g0 = load(g, at);
                FloatVector g1 = load(g, at + LANES);
                FloatVector g2 = load(g, at + 2 * LANES);
                FloatVector px = FloatVector.broadcast(SPECIES, x[i]);
                x0 = g0.fma(px, x0);
                x1 = g1.fma(px, x1);
                x2 = g2.fma(px, x2);
                FloatVector py = FloatVector.broadcast(SPECIES, y[i]);
                y0 = g0.fma(py, y0);
                y1 = g1.fma(py, y1);
                y2 = g2.fma(py, y2);
                FloatVector pz = FloatVector.broadcast(SPECIES, z[i]);
                z0 = g0.fma(pz, z0);
                z1 = g1.fma(pz, z1);
                z2 = g2.fma(pz, z2);
                FloatVector pw = FloatVector.broadcast(SPECIES, w[i]);
                w0 = g0.fma(pw, w0);
                w1 = g1.fma(pw, w1);
                w2 = g2.fma(pw, w2);
            }
            x0.intoArray(outX, lag);
            x1.intoArray(outX, lag + LANES);
            x2.intoArray(outX, lag + 2 * LANES);
            y0.intoArray(outY, lag);
            y1.intoArray(outY, lag + LANES);
            y2.intoArray(outY, lag + 2 * LANES);
            z0.intoArray(outZ, lag);
            z1.intoArray(outZ, lag + LANES);
            z2.intoArray(outZ, lag + 2 * LANES);
            w0.intoArray(outW, lag);
            w1.intoArray(outW, lag + LANES);
            w2.intoArray(outW, lag + 2 * LANES);
        }
        for (int lag = 0; lag < lags && bound < 0; lag++) {
            outX[lag] = dot(x, 0, g, from + lag, n);
            outY[lag] = dot(y, 0, g, from + lag, n);
            outZ[lag] = dot(z, 0, g, from + lag, n);
            outW[lag] = dot(w, 0, g, from + lag, n);
        }
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }

    private static void check(int n, int signalLength, int from, int lags) {
        if (lags > 0) {
            Objects.checkFromIndexSize(from, lags + n - 1, signalLength);
        }
    }
}
