package dev.syncline.engine.base.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Complex transforms of a power-of-two length down a strip of columns, a column a lane. Short ones are passes of radix 8,
 * then of radix 4 where the length is no power of eight, that sort as they go (Stockham); long ones are one pass and as
 * many shorter transforms as its radix, so that all but that pass stays in the first-level cache. The last pass multiplies
 * by one, so that it needs no code of its own: what the compiler takes to compile is a cost too.
 *
 * <p>A line of a strip is {@code 2·LANES} floats: a vector of real parts, then one of imaginary parts.
 */
final class StripFft {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LINE = 2 * LANES;
    private static final float DIAGONAL = (float) Math.sqrt(0.5);

    /** Shortest column. */
    static final int SHORTEST = 16;

    /** Longest column that is not cut again. */
    private static final int LONGEST_WHOLE = 64;

    private final int length;
    private final int eights; // passes of radix 8
    private final int fours;
    private final float[] turns8; // e^(−2πi·j·w/length) for 0 <= w < length/8: cos and sin at 16·w + 2·j
    private final float[] turns4; // the same for 0 <= w < length/4 at 8·w + 2·j
    private final float[] one; // [length][2·LANES]
    private final float[] other;
    private final @Nullable StripFft inner; // for the blocks that the first pass leaves; null where there is none

    StripFft(int length) {
        this.length = length;
        int bits = Integer.numberOfTrailingZeros(length);
        boolean cut = length > LONGEST_WHOLE;
        this.fours = cut ? bits % 3 / 2 : (3 - bits % 3) % 3;
        this.eights = cut ? 1 - fours : (bits - 2 * fours) / 3;
        this.turns8 = turns(length, 8);
        this.turns4 = turns(length, 4);
        this.one = new float[length * LINE];
        this.other = cut ? one : new float[length * LINE];
        this.inner = cut ? new StripFft(length / (fours > 0 ? 4 : 8)) : null;
    }

    private static float[] turns(int length, int radix) {
        float[] turns = new float[2 * length];
        for (int i = 0; i < length; i++) {
            int w = i / radix;
            int j = i % radix;
            double angle = -2 * Math.PI * w * j / length;
            turns[2 * i] = (float) Math.cos(angle);
            turns[2 * i + 1] = (float) Math.sin(angle);
        }
        return turns;
    }

    /**
     * Transforms one strip.
     *
     * @param in a strip, {@code length} lines from {@code at} on; left as it is
     * @param out where the result goes, from {@code to} on
     * @param step from line to line of the result
     */
    void run(float[] in, int at, float[] out, int to, int step) {
        if (inner != null) {
            int blocks = fours > 0 ? 4 : 8;
            if (fours > 0) {
                pass4(in, at, one, 0, LINE, 1, length / 4 * LINE, 0);
            } else {
                pass8(in, at, one, 0, LINE, 1, length / 8 * LINE, 0);
            }
            for (int j = 0; j < blocks; j++) {
                inner.run(one, j * (length / blocks) * LINE, out, to + j * step, blocks * step);
            }
            return;
        }
        float[] x = in;
        int from = at;
        int done = 1;
        int passes = eights + fours;
        for (int pass = 1; pass <= passes; pass++) {
            boolean last = pass == passes;
            float[] y = last ? out : pass % 2 == 1 ? one : other;
            int s = last ? step : LINE;
            if (pass <= eights) {
                pass8(x, from, y, last ? to : 0, s, done, done * s, 7);
                done *= 8;
            } else {
                pass4(x, from, y, last ? to : 0, s, done, done * s, 3);
                done *= 4;
            }
            x = y;
            from = 0;
        }
    }

    private void pass8(float[] x, int from, float[] y, int to, int step, int done, int next, int lead) {
        int eighth = length / 8;
        int leg = eighth * LINE;
        for (int t = 0; t < eighth; t++) {
            int a = from + t * LINE;
            int w = t & -done;
            int b = to + (lead * w + t) * step;
            FloatVector r0 = load(x, a);
            FloatVector i0 = load(x, a + LANES);
            FloatVector r4 = load(x, a + 4 * leg);
            FloatVector i4 = load(x, a + 4 * leg + LANES);
            FloatVector r2 = load(x, a + 2 * leg);
            FloatVector i2 = load(x, a + 2 * leg + LANES);
            FloatVector r6 = load(x, a + 6 * leg);
            FloatVector i6 = load(x, a + 6 * leg + LANES);
            FloatVector sr = r0.add(r4);
            FloatVector si = i0.add(i4);
            FloatVector dr = r0.sub(r4);
            FloatVector di = i0.sub(i4);
            FloatVector ur = r2.add(r6);
            FloatVector ui = i2.add(i6);
            FloatVector vr = r2.sub(r6);
            FloatVector vi = i2.sub(i6);
            FloatVector e0r = sr.add(ur);
            FloatVector e0i = si.add(ui);
            FloatVector e1r = dr.add(vi);
            FloatVector e1i = di.sub(vr);
            FloatVector e2r = sr.sub(ur);
            FloatVector e2i = si.sub(ui);
            FloatVector e3r = dr.sub(vi);
            FloatVector e3i = di.add(vr);
            FloatVector r1 = load(x, a + leg);
            FloatVector i1 = load(x, a + leg + LANES);
            FloatVector r5 = load(x, a + 5 * leg);
            FloatVector i5 = load(x, a + 5 * leg + LANES);
            FloatVector r3 = load(x, a + 3 * leg);
            FloatVector i3 = load(x, a + 3 * leg + LANES);
            FloatVector r7 = load(x, a + 7 * leg);
            FloatVector i7 = load(x, a + 7 * leg + LANES);
            sr = r1.add(r5);
            si = i1.add(i5);
            dr = r1.sub(r5);
            di = i1.sub(i5);
            ur = r3.add(r7);
            ui = i3.add(i7);
            vr = r3.sub(r7);
            vi = i3.sub(i7);
            FloatVector o0r = sr.add(ur);
            FloatVector o0i = si.add(ui);
            FloatVector o1r = dr.add(vi);
            FloatVector o1i = di.sub(vr);
            FloatVector o2r = sr.sub(ur);
            FloatVector o2i = si.sub(ui);
            FloatVector o3r = dr.sub(vi);
            FloatVector o3i = di.add(vr);
            FloatVector f1r = o1r.add(o1i).mul(DIAGONAL);
            FloatVector f1i = o1i.sub(o1r).mul(DIAGONAL);
            FloatVector f3r = o3i.sub(o3r).mul(DIAGONAL);
            FloatVector f3i = o3r.add(o3i).mul(-DIAGONAL);
            int k = 16 * w;
            e0r.add(o0r).intoArray(y, b);
            e0i.add(o0i).intoArray(y, b + LANES);
            FloatVector r = e1r.add(f1r);
            FloatVector i = e1i.add(f1i);
            FloatVector c = FloatVector.broadcast(SPECIES, turns8[k + 2]);
            FloatVector s = FloatVector.broadcast(SPECIES, turns8[k + 3]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + next);
            r.fma(s, i.mul(c)).intoArray(y, b + next + LANES);
            r = e2r.add(o2i);
            i = e2i.sub(o2r);
            c = FloatVector.broadcast(SPECIES, turns8[k + 4]);
            s = FloatVector.broadcast(SPECIES, turns8[k + 5]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 2 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 2 * next + LANES);
            r = e3r.add(f3r);
            i = e3i.add(f3i);
            c = FloatVector.broadcast(SPECIES, turns8[k + 6]);
            s = FloatVector.broadcast(SPECIES, turns8[k + 7]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 3 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 3 * next + LANES);
            r = e0r.sub(o0r);
            i = e0i.sub(o0i);
            c = FloatVector.broadcast(SPECIES, turns8[k + 8]);
            s = FloatVector.broadcast(SPECIES, turns8[k + 9]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 4 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 4 * next + LANES);
            r = e1r.sub(f1r);
            i = e1i.sub(f1i);
            c = FloatVector.broadcast(SPECIES, turns8[k + 10]);
            s = FloatVector.broadcast(SPECIES, turns8[k + 11]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 5 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 5 * next + LANES);
            r = e2r.sub(o2i);
            i = e2i.add(o2r);
            c = FloatVector.broadcast(SPECIES, turns8[k + 12]);
            s = FloatVector.broadcast(SPECIES, turns8[k + 13]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 6 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 6 * next + LANES);
            r = e3r.sub(f3r);
            i = e3i.sub(f3i);
            c = FloatVector.broadcast(SPECIES, turns8[k + 14]);
            s = FloatVector.broadcast(SPECIES, turns8[k + 15]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 7 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 7 * next + LANES);
        }
    }

    private void pass4(float[] x, int from, float[] y, int to, int step, int done, int next, int lead) {
        int quarter = length / 4;
        int leg = quarter * LINE;
        for (int t = 0; t < quarter; t++) {
            int a = from + t * LINE;
            int w = t & -done;
            int b = to + (lead * w + t) * step;
            FloatVector r0 = load(x, a);
            FloatVector i0 = load(x, a + LANES);
            FloatVector r1 = load(x, a + leg);
            FloatVector i1 = load(x, a + leg + LANES);
            FloatVector r2 = load(x, a + 2 * leg);
            FloatVector i2 = load(x, a + 2 * leg + LANES);
            FloatVector r3 = load(x, a + 3 * leg);
            FloatVector i3 = load(x, a + 3 * leg + LANES);
            FloatVector sr = r0.add(r2);
            FloatVector si = i0.add(i2);
            FloatVector dr = r0.sub(r2);
            FloatVector di = i0.sub(i2);
            FloatVector ur = r1.add(r3);
            FloatVector ui = i1.add(i3);
            FloatVector vr = r1.sub(r3);
            FloatVector vi = i1.sub(i3);
            int k = 8 * w;
            sr.add(ur).intoArray(y, b);
            si.add(ui).intoArray(y, b + LANES);
            FloatVector r = dr.add(vi);
            FloatVector i = di.sub(vr);
            FloatVector c = FloatVector.broadcast(SPECIES, turns4[k + 2]);
            FloatVector s = FloatVector.broadcast(SPECIES, turns4[k + 3]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + next);
            r.fma(s, i.mul(c)).intoArray(y, b + next + LANES);
            r = sr.sub(ur);
            i = si.sub(ui);
            c = FloatVector.broadcast(SPECIES, turns4[k + 4]);
            s = FloatVector.broadcast(SPECIES, turns4[k + 5]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 2 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 2 * next + LANES);
            r = dr.sub(vi);
            i = di.add(vr);
            c = FloatVector.broadcast(SPECIES, turns4[k + 6]);
            s = FloatVector.broadcast(SPECIES, turns4[k + 7]);
            r.mul(c).sub(i.mul(s)).intoArray(y, b + 3 * next);
            r.fma(s, i.mul(c)).intoArray(y, b + 3 * next + LANES);
        }
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
