package dev.syncline.engine.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
        float sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
        return sum + tail.dot(a, aFrom + i, b, bFrom + i, n - i);
    }

    @Override
    public void slidingDot(float[] pattern, int n, float[] signal, int from, int lags, float[] out) {
        check(n, signal.length, from, lags);
        // Lanes run over lags: no sum across lanes is ever needed. Four blocks share each broadcast of the pattern.
        int lag = 0;
        for (int bound = lags - 4 * LANES; lag <= bound; lag += 4 * LANES) {
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
        for (; lag < lags; lag++) {
            out[lag] = dot(pattern, 0, signal, from + lag, n);
        }
    }

    @Override
    public void slidingCross(float[][] pattern, int n, float[][] signal, int from, int lags, float[][] out) {
        for (int b = 0; b < 3; b++) {
            check(n, signal[b].length, from, lags);
        }
        float[] px = pattern[0];
        float[] py = pattern[1];
        float[] pz = pattern[2];
        // One signal axis at a time against the three pattern axes, two blocks of lags: six sums in flight, five loads
        // for six fused multiply-adds.
        for (int b = 0; b < 3; b++) {
            float[] g = signal[b];
            float[] outX = out[b];
            float[] outY = out[3 + b];
            float[] outZ = out[6 + b];
            int lag = 0;
            for (int bound = lags - 2 * LANES; lag <= bound; lag += 2 * LANES) {
                FloatVector x0 = FloatVector.zero(SPECIES);
                FloatVector x1 = x0;
                FloatVector y0 = x0;
                FloatVector y1 = x0;
                FloatVector z0 = x0;
                FloatVector z1 = x0;
                int at = from + lag;
                for (int i = 0; i < n; i++, at++) {
                    FloatVector g0 = load(g, at);
                    FloatVector g1 = load(g, at + LANES);
                    x0 = g0.fma(FloatVector.broadcast(SPECIES, px[i]), x0);
                    x1 = g1.fma(FloatVector.broadcast(SPECIES, px[i]), x1);
                    y0 = g0.fma(FloatVector.broadcast(SPECIES, py[i]), y0);
                    y1 = g1.fma(FloatVector.broadcast(SPECIES, py[i]), y1);
                    z0 = g0.fma(FloatVector.broadcast(SPECIES, pz[i]), z0);
                    z1 = g1.fma(FloatVector.broadcast(SPECIES, pz[i]), z1);
                }
                x0.intoArray(outX, lag);
                x1.intoArray(outX, lag + LANES);
                y0.intoArray(outY, lag);
                y1.intoArray(outY, lag + LANES);
                z0.intoArray(outZ, lag);
                z1.intoArray(outZ, lag + LANES);
            }
            for (; lag < lags; lag++) {
                outX[lag] = dot(px, 0, g, from + lag, n);
                outY[lag] = dot(py, 0, g, from + lag, n);
                outZ[lag] = dot(pz, 0, g, from + lag, n);
            }
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
