package dev.syncline.engine.base.kernel;

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

    /** Lags worked on at a time: what lies between the steps stays in the first-level cache. */
    private static final int RUN = 256;

    private final ScalarLagKernels tail = new ScalarLagKernels();

    // Between the steps of alignedScores, for C the covariance: CᵀC less a third of its trace, its spread,
    // and the cosine that leads to its largest eigenvalue.
    private final double[] trace = new double[RUN];
    private final double[] s00 = new double[RUN];
    private final double[] s11 = new double[RUN];
    private final double[] s22 = new double[RUN];
    private final double[] s01 = new double[RUN];
    private final double[] s02 = new double[RUN];
    private final double[] s12 = new double[RUN];
    private final double[] spread = new double[RUN];
    private final double[] cosine = new double[RUN];
    private final double[] largest = new double[RUN];

    @Override
    public void centre(float[][] products, float[] energyLog, float[][] window, int n, double[][] centred) {
        for (int a = 0; a < 3; a++) {
            axis(products, a, window[a], window[3], n, centred);
        }
        energy(window[0], window[1], window[2], window[3], window[4], n, centred[9]);
        energy(products[9], products[10], products[11], window[3], energyLog, n, centred[10]);
        int i = 0;
        for (int bound = n - LANES; i <= bound; i += LANES) {
            DoubleVector w = widened(window[3], i);
            put(w, w.compare(VectorOperators.GT, 0), centred[11], i);
        }
        if (i < n) {
            centreTail(products, energyLog, window, i, n, centred);
        }
    }

    /** Covariances of one of the window's axes. */
    private static void axis(float[][] products, int a, float[] window, float[] weight, int n, double[][] centred) {
        float[] px = products[3 * a];
        float[] py = products[3 * a + 1];
        float[] pz = products[3 * a + 2];
        double[] cx = centred[3 * a];
        double[] cy = centred[3 * a + 1];
        double[] cz = centred[3 * a + 2];
        for (int i = 0, bound = n - LANES; i <= bound; i += LANES) {
            DoubleVector w = widened(weight, i);
            VectorMask<Double> some = w.compare(VectorOperators.GT, 0);
            DoubleVector mean = widened(window, i).div(w);
            put(widened(px, i).sub(mean.mul(widened(products[9], i))), some, cx, i);
            put(widened(py, i).sub(mean.mul(widened(products[10], i))), some, cy, i);
            put(widened(pz, i).sub(mean.mul(widened(products[11], i))), some, cz, i);
        }
    }

    /** Energy about the mean. */
    private static void energy(float[] x, float[] y, float[] z, float[] weight, float[] squares, int n, double[] out) {
        for (int i = 0, bound = n - LANES; i <= bound; i += LANES) {
            DoubleVector w = widened(weight, i);
            DoubleVector vx = widened(x, i);
            DoubleVector vy = widened(y, i);
            DoubleVector vz = widened(z, i);
            DoubleVector about =
                    widened(squares, i).sub(dot(vx, vy, vz, vx, vy, vz).div(w));
            put(atLeast(about, 0), w.compare(VectorOperators.GT, 0), out, i);
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
        // ScalarLagKernels.bestAlignment, a lag a lane, in steps small enough for the compiler to see through: a vector
        // that it loses sight of becomes an object.
        int m = n - n % LANES;
        for (int from = 0; from < m; from += RUN) {
            int count = Math.min(RUN, m - from);
            squares(centred, from, count);
            spread();
            largest();
            join(centred, from, count, score);
        }
        if (m < n) {
            double[] out = new double[n - m];
            tail.alignedScores(last(centred, m, n), n - m, out);
            System.arraycopy(out, 0, score, m, n - m);
        }
    }

    private void squares(double[][] c, int from, int count) {
        for (int i = 0; i < count; i += LANES) {
            int at = from + i;
            DoubleVector c0 = load(c[0], at);
            DoubleVector c1 = load(c[1], at);
            DoubleVector c2 = load(c[2], at);
            DoubleVector c3 = load(c[3], at);
            DoubleVector c4 = load(c[4], at);
            DoubleVector c5 = load(c[5], at);
            DoubleVector c6 = load(c[6], at);
            DoubleVector c7 = load(c[7], at);
            DoubleVector c8 = load(c[8], at);
            DoubleVector x = dot(c0, c3, c6, c0, c3, c6);
            DoubleVector y = dot(c1, c4, c7, c1, c4, c7);
            DoubleVector z = dot(c2, c5, c8, c2, c5, c8);
            DoubleVector sum = x.add(y).add(z);
            DoubleVector mean = sum.mul(1.0 / 3);
            sum.intoArray(trace, i);
            x.sub(mean).intoArray(s00, i);
            y.sub(mean).intoArray(s11, i);
            z.sub(mean).intoArray(s22, i);
            dot(c0, c3, c6, c1, c4, c7).intoArray(s01, i);
            dot(c0, c3, c6, c2, c5, c8).intoArray(s02, i);
            dot(c1, c4, c7, c2, c5, c8).intoArray(s12, i);
        }
    }

    private void spread() {
        for (int i = 0; i < RUN; i += LANES) {
            DoubleVector a = load(s00, i);
            DoubleVector b = load(s11, i);
            DoubleVector d = load(s22, i);
            DoubleVector x = load(s01, i);
            DoubleVector y = load(s02, i);
            DoubleVector z = load(s12, i);
            DoubleVector p2 =
                    dot(a, b, d, a, b, d).add(dot(x, y, z, x, y, z).mul(2)).mul(1.0 / 6);
            DoubleVector p = p2.sqrt();
            DoubleVector det = a.mul(b.mul(d).sub(z.mul(z)))
                    .sub(x.mul(x.mul(d).sub(z.mul(y))))
                    .add(y.mul(x.mul(z).sub(b.mul(y))));
            p.intoArray(spread, i);
            within(det.div(p2.mul(p).mul(2)), -1, 1).intoArray(cosine, i);
        }
    }

    private void largest() {
        for (int i = 0; i < RUN; i += LANES) {
            DoubleVector mean = load(trace, i).mul(1.0 / 3);
            DoubleVector p = load(spread, i);
            DoubleVector above = p.mul(2).mul(CosineThird.of(load(cosine, i)));
            VectorMask<Double> apart = p.compare(VectorOperators.GT, mean.mul(ScalarLagKernels.ALIKE));
            mean.add(DoubleVector.zero(SPECIES).blend(above, apart)).intoArray(largest, i);
        }
    }

    private void join(double[][] c, int from, int count, double[] score) {
        for (int i = 0; i < count; i += LANES) {
            int at = from + i;
            DoubleVector c3 = load(c[3], at);
            DoubleVector c4 = load(c[4], at);
            DoubleVector c5 = load(c[5], at);
            DoubleVector c6 = load(c[6], at);
            DoubleVector c7 = load(c[7], at);
            DoubleVector c8 = load(c[8], at);
            DoubleVector det = load(c[0], at)
                    .mul(c4.mul(c8).sub(c5.mul(c7)))
                    .sub(load(c[1], at).mul(c3.mul(c8).sub(c5.mul(c6))))
                    .add(load(c[2], at).mul(c3.mul(c7).sub(c4.mul(c6))));
            DoubleVector sum = load(trace, i);
            DoubleVector e0 = load(largest, i);
            DoubleVector first = e0.sqrt();
            DoubleVector rest = atLeast(sum.sub(e0).add(det.mul(2).div(first)), 0);
            DoubleVector best =
                    DoubleVector.zero(SPECIES).blend(first.add(rest.sqrt()), sum.compare(VectorOperators.GT, 0));
            normalised(best, load(c[9], at), load(c[10], at)).intoArray(score, at);
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
            normalised(along, load(centred[9], i), load(centred[10], i)).intoArray(score, i);
        }
        if (i < n) {
            double[] out = new double[n - i];
            tail.turnedScores(last(centred, i, n), turn, n - i, out);
            System.arraycopy(out, 0, score, i, n - i);
        }
    }

    private static DoubleVector normalised(DoubleVector along, DoubleVector energyWindow, DoubleVector energyLog) {
        DoubleVector norm = energyWindow.mul(energyLog).sqrt();
        DoubleVector score = within(along.div(norm), -1, 1);
        return DoubleVector.zero(SPECIES).blend(score, norm.compare(VectorOperators.GT, 0));
    }

    /** As max, without its care for NaN and −0. */
    private static DoubleVector atLeast(DoubleVector x, double least) {
        return x.blend(least, x.compare(VectorOperators.LT, least));
    }

    private static DoubleVector within(DoubleVector x, double least, double most) {
        return atLeast(x.blend(most, x.compare(VectorOperators.GT, most)), least);
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
