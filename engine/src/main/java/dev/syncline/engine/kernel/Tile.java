package dev.syncline.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** A square of complex numbers, as many a side as a vector has lanes, on its way from rows to columns. */
final class Tile {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(SPECIES, 0);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(SPECIES, 1);

    private final float[] re = new float[LANES * LANES];
    private final float[] im = new float[LANES * LANES];
    private final float[] other = new float[LANES * LANES];

    /** Takes the rows that begin at {@code at}, one after the other, each number times its factor. */
    void turn(float[] sr, float[] si, int at, float[] cos, float[] sin, int factorsAt) {
        for (int i = 0; i < LANES * LANES; i += LANES) {
            FloatVector r = load(sr, at + i);
            FloatVector m = load(si, at + i);
            FloatVector c = load(cos, factorsAt + i);
            FloatVector s = load(sin, factorsAt + i);
            r.mul(c).sub(m.mul(s)).intoArray(re, i);
            r.fma(s, m.mul(c)).intoArray(im, i);
        }
    }

    /** Writes the columns, number i to {@code at + i·step}; the square is spoilt. */
    void write(float[] outR, float[] outI, int at, int step) {
        transpose(re, outR, at, step);
        transpose(im, outI, at, step);
    }

    /** Rows are shuffled like cards, log2 times: two shuffles at once while two are left. */
    private void transpose(float[] a, float[] out, int at, int step) {
        float[] from = a;
        float[] to = other;
        int done = 1;
        for (; done * 4 < LANES; done *= 4) {
            twice(from, to, 0, LANES);
            float[] t = from;
            from = to;
            to = t;
        }
        if (done * 4 == LANES) {
            twice(from, out, at, step);
        } else {
            once(from, out, at, step);
        }
    }

    private static void once(float[] from, float[] to, int at, int step) {
        for (int i = 0; i < LANES / 2; i++) {
            FloatVector x = load(from, i * LANES);
            FloatVector y = load(from, (i + LANES / 2) * LANES);
            x.rearrange(LOW, y).intoArray(to, at + 2 * i * step);
            x.rearrange(HIGH, y).intoArray(to, at + (2 * i + 1) * step);
        }
    }

    private static void twice(float[] from, float[] to, int at, int step) {
        for (int i = 0; i < LANES / 4; i++) {
            FloatVector a = load(from, i * LANES);
            FloatVector b = load(from, (i + LANES / 4) * LANES);
            FloatVector c = load(from, (i + LANES / 2) * LANES);
            FloatVector d = load(from, (i + 3 * LANES / 4) * LANES);
            FloatVector acLow = a.rearrange(LOW, c);
            FloatVector acHigh = a.rearrange(HIGH, c);
            FloatVector bdLow = b.rearrange(LOW, d);
            FloatVector bdHigh = b.rearrange(HIGH, d);
            acLow.rearrange(LOW, bdLow).intoArray(to, at + 4 * i * step);
            acLow.rearrange(HIGH, bdLow).intoArray(to, at + (4 * i + 1) * step);
            acHigh.rearrange(LOW, bdHigh).intoArray(to, at + (4 * i + 2) * step);
            acHigh.rearrange(HIGH, bdHigh).intoArray(to, at + (4 * i + 3) * step);
        }
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
