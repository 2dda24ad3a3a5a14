package dev.syncline.engine.base.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns a strip over, from columns to rows: square after square, as many complex numbers a side as a vector has lanes. For
 * the format of a strip see {@link StripFft}.
 */
final class Tile {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LINE = 2 * LANES;
    private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(SPECIES, 0);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(SPECIES, 1);

    private final float[] turned = new float[LANES * LINE];
    private final float[] half = new float[LANES * LINE];

    /**
     * Multiplies each number by its two factors and writes the columns of each square as lines, one after the other.
     *
     * @param strip float[rows][2·LANES]
     * @param lanes the factors of a place: float[rows][2·LANES]
     * @param strips the factors of a row: float[rows][2] from {@code stripsAt} on
     * @param step from the lines of one square to those of the next, from {@code to} on in out
     */
    void turnOver(float[] strip, int rows, float[] lanes, float[] strips, int stripsAt, float[] out, int to, int step) {
        for (int row = 0; row < rows; row += LANES) {
            int at = to + row / LANES * step;
            turn(strip, row * LINE, lanes, strips, stripsAt + 2 * row);
            if (LANES == 16) {
                twice(turned, half, 0);
                twice(half, out, at);
            } else if (LANES == 8) {
                twice(turned, half, 0);
                once(half, out, at);
            } else {
                twice(turned, out, at);
            }
        }
    }

    private void turn(float[] strip, int at, float[] lanes, float[] strips, int stripsAt) {
        for (int i = 0, k = stripsAt; i < LANES * LINE; i += LINE, k += 2) {
            FloatVector r = load(strip, at + i);
            FloatVector m = load(strip, at + i + LANES);
            FloatVector c = load(lanes, at + i);
            FloatVector s = load(lanes, at + i + LANES);
            FloatVector a = FloatVector.broadcast(SPECIES, strips[k]);
            FloatVector b = FloatVector.broadcast(SPECIES, strips[k + 1]);
            FloatVector wr = c.mul(a).sub(s.mul(b));
            FloatVector wi = c.fma(b, s.mul(a));
            r.mul(wr).sub(m.mul(wi)).intoArray(turned, i);
            r.fma(wi, m.mul(wr)).intoArray(turned, i + LANES);
        }
    }

    // Rows are shuffled like cards, log2(LANES) times.

    private static void once(float[] from, float[] to, int at) {
        for (int i = 0; i < LANES / 2; i++) {
            for (int part = 0; part < LINE; part += LANES) {
                FloatVector x = load(from, i * LINE + part);
                FloatVector y = load(from, (i + LANES / 2) * LINE + part);
                x.rearrange(LOW, y).intoArray(to, at + 2 * i * LINE + part);
                x.rearrange(HIGH, y).intoArray(to, at + (2 * i + 1) * LINE + part);
            }
        }
    }

    private static void twice(float[] from, float[] to, int at) {
        for (int j = 0; j < LANES / 2; j++) {
            int i = j >> 1;
            int part = (j & 1) * LANES;
            FloatVector a = load(from, i * LINE + part);
            FloatVector b = load(from, (i + LANES / 4) * LINE + part);
            FloatVector c = load(from, (i + LANES / 2) * LINE + part);
            FloatVector d = load(from, (i + 3 * LANES / 4) * LINE + part);
            FloatVector acLow = a.rearrange(LOW, c);
            FloatVector acHigh = a.rearrange(HIGH, c);
            FloatVector bdLow = b.rearrange(LOW, d);
            FloatVector bdHigh = b.rearrange(HIGH, d);
            int y = at + 4 * i * LINE + part;
            acLow.rearrange(LOW, bdLow).intoArray(to, y);
            acLow.rearrange(HIGH, bdLow).intoArray(to, y + LINE);
            acHigh.rearrange(LOW, bdHigh).intoArray(to, y + 2 * LINE);
            acHigh.rearrange(HIGH, bdHigh).intoArray(to, y + 3 * LINE);
        }
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
