package dev.syncline.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Complex transforms of a power-of-two length down a strip of columns, a column a lane: passes of radix 4, the last of
 * radix 8 where the length is no power of four, that sort as they go (Stockham). (With factors to multiply by, radix 8 is
 * more than the compiler sees through at once: it would make objects of vectors.)
 */
final class StripFft {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final float DIAGONAL = (float) Math.sqrt(0.5);

    /** Shortest column. */
    static final int SHORTEST = 16;

    private final int length;
    private final float[] cos; // e^(−2πi·j/length), 0 <= j < length
    private final float[] sin;
    private float[] ar;
    private float[] ai;
    private float[] br;
    private float[] bi;

    StripFft(int length) {
        this.length = length;
        this.cos = new float[length];
        this.sin = new float[length];
        for (int j = 0; j < length; j++) {
            double angle = -2 * Math.PI * j / length;
            cos[j] = (float) Math.cos(angle);
            sin[j] = (float) Math.sin(angle);
        }
        ar = new float[length * LANES];
        ai = new float[length * LANES];
        br = new float[length * LANES];
        bi = new float[length * LANES];
    }

    /**
     * Transforms one strip, {@code length} vectors one after the other from {@code at} on.
     *
     * @param outR,outI where the result goes, from {@code at} on too; may be what is read
     */
    void run(float[] inR, float[] inI, int at, float[] outR, float[] outI) {
        pass4(inR, inI, at, br, bi, 1);
        exchange();
        int done = 4;
        for (; length / done > 8; done *= 4) {
            pass4(ar, ai, 0, br, bi, done);
            exchange();
        }
        if (length / done == 8) {
            last8(ar, ai, outR, outI, at);
        } else {
            last4(ar, ai, outR, outI, at);
        }
    }

    private void exchange() {
        float[] t = ar;
        ar = br;
        br = t;
        t = ai;
        ai = bi;
        bi = t;
    }

    private void last8(float[] xr, float[] xi, float[] yr, float[] yi, int to) {
        int eighth = length / 8;
        int b = eighth * LANES;
        int y1 = eighth * LANES;
        for (int t = 0; t < eighth; t++) {
            int x = t * LANES;
            int y = to + t * LANES;
            FloatVector r0 = load(xr, x);
            FloatVector i0 = load(xi, x);
            FloatVector r1 = load(xr, x + b);
            FloatVector i1 = load(xi, x + b);
            FloatVector r2 = load(xr, x + 2 * b);
            FloatVector i2 = load(xi, x + 2 * b);
            FloatVector r3 = load(xr, x + 3 * b);
            FloatVector i3 = load(xi, x + 3 * b);
            FloatVector r4 = load(xr, x + 4 * b);
            FloatVector i4 = load(xi, x + 4 * b);
            FloatVector r5 = load(xr, x + 5 * b);
            FloatVector i5 = load(xi, x + 5 * b);
            FloatVector r6 = load(xr, x + 6 * b);
            FloatVector i6 = load(xi, x + 6 * b);
            FloatVector r7 = load(xr, x + 7 * b);
            FloatVector i7 = load(xi, x + 7 * b);
            FloatVector ser = r0.add(r4);
            FloatVector sei = i0.add(i4);
            FloatVector der = r0.sub(r4);
            FloatVector dei = i0.sub(i4);
            FloatVector uer = r2.add(r6);
            FloatVector uei = i2.add(i6);
            FloatVector ver = r2.sub(r6);
            FloatVector vei = i2.sub(i6);
            FloatVector e0r = ser.add(uer);
            FloatVector e0i = sei.add(uei);
            FloatVector e1r = der.add(vei);
            FloatVector e1i = dei.sub(ver);
            FloatVector e2r = ser.sub(uer);
            FloatVector e2i = sei.sub(uei);
            FloatVector e3r = der.sub(vei);
            FloatVector e3i = dei.add(ver);
            FloatVector sor = r1.add(r5);
            FloatVector soi = i1.add(i5);
            FloatVector dor = r1.sub(r5);
            FloatVector doi = i1.sub(i5);
            FloatVector uor = r3.add(r7);
            FloatVector uoi = i3.add(i7);
            FloatVector vor = r3.sub(r7);
            FloatVector voi = i3.sub(i7);
            FloatVector o0r = sor.add(uor);
            FloatVector o0i = soi.add(uoi);
            FloatVector o1r = dor.add(voi);
            FloatVector o1i = doi.sub(vor);
            FloatVector o2r = sor.sub(uor);
            FloatVector o2i = soi.sub(uoi);
            FloatVector o3r = dor.sub(voi);
            FloatVector o3i = doi.add(vor);
            FloatVector f1r = o1r.add(o1i).mul(DIAGONAL);
            FloatVector f1i = o1i.sub(o1r).mul(DIAGONAL);
            FloatVector f3r = o3i.sub(o3r).mul(DIAGONAL);
            FloatVector f3i = o3r.add(o3i).mul(-DIAGONAL);
            e0r.add(o0r).intoArray(yr, y);
            e0i.add(o0i).intoArray(yi, y);
            e1r.add(f1r).intoArray(yr, y + y1);
            e1i.add(f1i).intoArray(yi, y + y1);
            e2r.add(o2i).intoArray(yr, y + 2 * y1);
            e2i.sub(o2r).intoArray(yi, y + 2 * y1);
            e3r.add(f3r).intoArray(yr, y + 3 * y1);
            e3i.add(f3i).intoArray(yi, y + 3 * y1);
            e0r.sub(o0r).intoArray(yr, y + 4 * y1);
            e0i.sub(o0i).intoArray(yi, y + 4 * y1);
            e1r.sub(f1r).intoArray(yr, y + 5 * y1);
            e1i.sub(f1i).intoArray(yi, y + 5 * y1);
            e2r.sub(o2i).intoArray(yr, y + 6 * y1);
            e2i.add(o2r).intoArray(yi, y + 6 * y1);
            e3r.sub(f3r).intoArray(yr, y + 7 * y1);
            e3i.sub(f3i).intoArray(yi, y + 7 * y1);
        }
    }

    private void pass4(float[] xr, float[] xi, int at, float[] yr, float[] yi, int done) {
        int quarter = length / 4;
        int b = quarter * LANES;
        int y1 = done * LANES;
        int low = done - 1;
        for (int t = 0; t < quarter; t++) {
            int x = at + t * LANES;
            int w = t & ~low;
            int y = (4 * w + (t & low)) * LANES;
            FloatVector r0 = load(xr, x);
            FloatVector i0 = load(xi, x);
            FloatVector r1 = load(xr, x + b);
            FloatVector i1 = load(xi, x + b);
            FloatVector r2 = load(xr, x + 2 * b);
            FloatVector i2 = load(xi, x + 2 * b);
            FloatVector r3 = load(xr, x + 3 * b);
            FloatVector i3 = load(xi, x + 3 * b);
            FloatVector sr = r0.add(r2);
            FloatVector si = i0.add(i2);
            FloatVector dr = r0.sub(r2);
            FloatVector di = i0.sub(i2);
            FloatVector ur = r1.add(r3);
            FloatVector ui = i1.add(i3);
            FloatVector vr = r1.sub(r3);
            FloatVector vi = i1.sub(i3);
            sr.add(ur).intoArray(yr, y);
            si.add(ui).intoArray(yi, y);
            put(dr.add(vi), di.sub(vr), cos[w], sin[w], yr, yi, y + y1);
            put(sr.sub(ur), si.sub(ui), cos[2 * w], sin[2 * w], yr, yi, y + 2 * y1);
            put(dr.sub(vi), di.add(vr), cos[3 * w], sin[3 * w], yr, yi, y + 3 * y1);
        }
    }

    private void last4(float[] xr, float[] xi, float[] yr, float[] yi, int to) {
        int quarter = length / 4;
        int b = quarter * LANES;
        int y1 = quarter * LANES;
        for (int t = 0; t < quarter; t++) {
            int x = t * LANES;
            int y = to + t * LANES;
            FloatVector r0 = load(xr, x);
            FloatVector i0 = load(xi, x);
            FloatVector r1 = load(xr, x + b);
            FloatVector i1 = load(xi, x + b);
            FloatVector r2 = load(xr, x + 2 * b);
            FloatVector i2 = load(xi, x + 2 * b);
            FloatVector r3 = load(xr, x + 3 * b);
            FloatVector i3 = load(xi, x + 3 * b);
            FloatVector sr = r0.add(r2);
            FloatVector si = i0.add(i2);
            FloatVector dr = r0.sub(r2);
            FloatVector di = i0.sub(i2);
            FloatVector ur = r1.add(r3);
            FloatVector ui = i1.add(i3);
            FloatVector vr = r1.sub(r3);
            FloatVector vi = i1.sub(i3);
            sr.add(ur).intoArray(yr, y);
            si.add(ui).intoArray(yi, y);
            dr.add(vi).intoArray(yr, y + y1);
            di.sub(vr).intoArray(yi, y + y1);
            sr.sub(ur).intoArray(yr, y + 2 * y1);
            si.sub(ui).intoArray(yi, y + 2 * y1);
            dr.sub(vi).intoArray(yr, y + 3 * y1);
            di.add(vr).intoArray(yi, y + 3 * y1);
        }
    }

    private static void put(FloatVector r, FloatVector i, float c, float s, float[] yr, float[] yi, int y) {
        FloatVector cv = FloatVector.broadcast(SPECIES, c);
        FloatVector sv = FloatVector.broadcast(SPECIES, s);
        r.mul(cv).sub(i.mul(sv)).intoArray(yr, y);
        r.fma(sv, i.mul(cv)).intoArray(yi, y);
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
