package dev.syncline.engine.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API lane: a lag a lane, in double precision, without a branch or a call. What the scalar lane asks of the
 * mathematics library is a polynomial here.
 */
public final class VectorLagKernels implements LagKernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> NARROW =
            VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
    private static final int LANES = SPECIES.length();

    /** Above this, 1.5·2^52, neighbouring doubles are one apart: adding it turns small whole numbers into bits. */
    private static final double WHOLE = 0x1.8p52;

    private static final double LN2 = Math.log(2);
    private static final long HALF_ROOT_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

    private final ScalarLagKernels tail = new ScalarLagKernels();

    @Override
    public void centre(float[][] products, float[] energyLog, float[][] window, int n, double[][] centred) {
        int i = 0;
        for (int bound = n - LANES; i <= bound; i += LANES) {
            DoubleVector w = widened(window[3], i);
            VectorMask<Double> some = w.compare(VectorOperators.GT, 0);
            DoubleVector share = DoubleVector.broadcast(SPECIES, 1).div(w);
            DoubleVector gx = widened(products[9], i);
            DoubleVector gy = widened(products[10], i);
            DoubleVector gz = widened(products[11], i);
            DoubleVector ev = widened(window[4], i);
            for (int a = 0; a < 3; a++) {
                DoubleVector sv = widened(window[a], i);
                DoubleVector mean = sv.mul(share);
                ev = ev.sub(sv.mul(mean));
                put(widened(products[3 * a], i).sub(mean.mul(gx)), some, centred[3 * a], i);
                put(widened(products[3 * a + 1], i).sub(mean.mul(gy)), some, centred[3 * a + 1], i);
                put(widened(products[3 * a + 2], i).sub(mean.mul(gz)), some, centred[3 * a + 2], i);
            }
            DoubleVector squares = gx.mul(gx).add(gy.mul(gy)).add(gz.mul(gz));
            DoubleVector eg = widened(energyLog, i).sub(squares.mul(share));
            put(ev.max(0), some, centred[9], i);
            put(eg.max(0), some, centred[10], i);
            put(w, some, centred[11], i);
        }
        if (i < n) {
            centreTail(products, energyLog, window, i, n, centred);
        }
    }

    private void centreTail(
            float[][] products, float[] energyLog, float[][] window, int from, int n, double[][] centred) {
        int m = n - from;
        float[][] lastProducts = last(products, from, n);
        float[][] lastWindow = last(window, from, n);
        double[][] out = new double[12][m];
        tail.centre(lastProducts, java.util.Arrays.copyOfRange(energyLog, from, n), lastWindow, m, out);
        for (int k = 0; k < 12; k++) {
            System.arraycopy(out[k], 0, centred[k], from, m);
        }
    }

    private static float[][] last(float[][] arrays, int from, int to) {
        float[][] out = new float[arrays.length][];
        for (int k = 0; k < out.length; k++) {
            out[k] = java.util.Arrays.copyOfRange(arrays[k], from, to);
        }
        return out;
    }

    private static double[][] last(double[][] arrays, int from, int to) {
        double[][] out = new double[arrays.length][];
        for (int k = 0; k < out.length; k++) {
            out[k] = java.util.Arrays.copyOfRange(arrays[k], from, to);
        }
        return out;
    }

    @Override
    public void alignedScores(double[][] centred, int n, double[] score) {
        int i = 0;
        for (int bound = n - LANES; i <= bound; i += LANES) {
            normalised(best(centred, i), centred, i).intoArray(score, i);
        }
        if (i < n) {
            double[] out = new double[n - i];
            tail.alignedScores(last(centred, i, n), n - i, out);
            System.arraycopy(out, 0, score, i, n - i);
        }
    }

    @Override
    public void turnedScores(double[][] centred, double[] turn, int n, double[] score) {
        int i = 0;
        for (int bound = n - LANES; i <= bound; i += LANES) {
            DoubleVector along = load(centred[0], i).mul(turn[0]);
            for (int k = 1; k < 9; k++) {
                along = along.add(load(centred[k], i).mul(turn[k]));
            }
            normalised(along, centred, i).intoArray(score, i);
        }
        if (i < n) {
            double[] out = new double[n - i];
            tail.turnedScores(last(centred, i, n), turn, n - i, out);
            System.arraycopy(out, 0, score, i, n - i);
        }
    }

    private static DoubleVector normalised(DoubleVector along, double[][] centred, int i) {
        DoubleVector norm = load(centred[9], i).mul(load(centred[10], i)).sqrt();
        DoubleVector score = along.div(norm).min(1).max(-1);
        return DoubleVector.zero(SPECIES).blend(score, norm.compare(VectorOperators.GT, 0));
    }

    /** {@link ScalarLagKernels#bestAlignment}, a lag a lane. */
    private static DoubleVector best(double[][] c, int i) {
        DoubleVector c0 = load(c[0], i);
        DoubleVector c1 = load(c[1], i);
        DoubleVector c2 = load(c[2], i);
        DoubleVector c3 = load(c[3], i);
        DoubleVector c4 = load(c[4], i);
        DoubleVector c5 = load(c[5], i);
        DoubleVector c6 = load(c[6], i);
        DoubleVector c7 = load(c[7], i);
        DoubleVector c8 = load(c[8], i);
        DoubleVector s00 = dot(c0, c3, c6, c0, c3, c6);
        DoubleVector s11 = dot(c1, c4, c7, c1, c4, c7);
        DoubleVector s22 = dot(c2, c5, c8, c2, c5, c8);
        DoubleVector s01 = dot(c0, c3, c6, c1, c4, c7);
        DoubleVector s02 = dot(c0, c3, c6, c2, c5, c8);
        DoubleVector s12 = dot(c1, c4, c7, c2, c5, c8);
        DoubleVector trace = s00.add(s11).add(s22);
        DoubleVector mean = trace.mul(1.0 / 3);
        DoubleVector a = s00.sub(mean);
        DoubleVector b = s11.sub(mean);
        DoubleVector d = s22.sub(mean);
        DoubleVector p2 = dot(a, b, d, a, b, d)
                .add(dot(s01, s02, s12, s01, s02, s12).mul(2))
                .mul(1.0 / 6);
        DoubleVector p = p2.sqrt();
        DoubleVector det = a.mul(b.mul(d).sub(s12.mul(s12)))
                .sub(s01.mul(s01.mul(d).sub(s12.mul(s02))))
                .add(s02.mul(s01.mul(s12).sub(b.mul(s02))));
        DoubleVector cos = det.div(p2.mul(p).mul(2)).min(1).max(-1);
        DoubleVector spread = p.mul(2).mul(CosineThird.of(cos));
        VectorMask<Double> apart = p.compare(VectorOperators.GT, mean.mul(ScalarLagKernels.ALIKE));
        DoubleVector e0 = mean.add(DoubleVector.zero(SPECIES).blend(spread, apart));
        DoubleVector detC = c0.mul(c4.mul(c8).sub(c5.mul(c7)))
                .sub(c1.mul(c3.mul(c8).sub(c5.mul(c6))))
                .add(c2.mul(c3.mul(c7).sub(c4.mul(c6))));
        DoubleVector s0 = e0.sqrt();
        DoubleVector rest = trace.sub(e0).add(detC.mul(2).div(s0)).max(0);
        DoubleVector sum = s0.add(rest.sqrt());
        return DoubleVector.zero(SPECIES).blend(sum, mean.compare(VectorOperators.GT, 0));
    }

    private static DoubleVector dot(
            DoubleVector x0, DoubleVector x1, DoubleVector x2, DoubleVector y0, DoubleVector y1, DoubleVector y2) {
        return x0.mul(y0).add(x1.mul(y1)).add(x2.mul(y2));
    }

    @Override
    public void evidence(float[] score, double[] weight, int n, float[] out) {
        int i = 0;
        for (int bound = n - LANES; i <= bound; i += LANES) {
            DoubleVector s = widened(score, i);
            DoubleVector unexplained =
                    DoubleVector.broadcast(SPECIES, 1).sub(s.mul(s)).max(ScalarLagKernels.LEAST_UNEXPLAINED);
            DoubleVector e = load(weight, i).mul(-0.5).mul(log(unexplained));
            DoubleVector kept = DoubleVector.zero(SPECIES).blend(e, s.compare(VectorOperators.GT, 0));
            ((FloatVector) kept.convertShape(VectorOperators.D2F, NARROW, 0)).intoArray(out, i);
        }
        for (; i < n; i++) {
            out[i] = ScalarLagKernels.evidence(score[i], weight[i]);
        }
    }

    /** Natural logarithm of normal, positive numbers: the exponent, and 2·artanh((m − 1)/(m + 1)) for the mantissa m. */
    private static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector exponent = bits.sub(HALF_ROOT_BITS).lanewise(VectorOperators.ASHR, 52);
        DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
        DoubleVector whole = exponent.add(Double.doubleToRawLongBits(WHOLE))
                .reinterpretAsDoubles()
                .sub(WHOLE);
        DoubleVector s = m.sub(1).div(m.add(1));
        DoubleVector z = s.mul(s);
        DoubleVector series = DoubleVector.broadcast(SPECIES, 1.0 / 21);
        for (int k = 19; k >= 1; k -= 2) {
            series = series.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / k));
        }
        return whole.fma(DoubleVector.broadcast(SPECIES, LN2), s.mul(2).mul(series));
    }

    private static DoubleVector load(double[] a, int at) {
        return DoubleVector.fromArray(SPECIES, a, at);
    }

    private static DoubleVector widened(float[] a, int at) {
        return (DoubleVector) FloatVector.fromArray(NARROW, a, at).convertShape(VectorOperators.F2D, SPECIES, 0);
    }

    private static void put(DoubleVector value, VectorMask<Double> some, double[] out, int at) {
        DoubleVector.zero(SPECIES).blend(value, some).intoArray(out, at);
    }
}
