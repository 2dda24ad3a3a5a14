package dev.syncline.engine.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transform in vectors. The complex transform of half the length is cut in two ("four steps"; Bailey, "FFTs in
 * external or hierarchical memory", 1990): rows × columns, where every lane of a vector works on a column of its own, so
 * that butterflies need no movement between lanes, and a strip of columns stays in the cache through all its passes.
 * Between the two halves each small square is turned over once.
 */
public final class VectorFft implements Fft {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Shorter ones have fewer columns than a vector has lanes. */
    static final int SHORTEST = 2 * StripFft.SHORTEST * Math.max(StripFft.SHORTEST, LANES);

    private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(SPECIES, 0);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(SPECIES, 1);
    private static final VectorShuffle<Float> REVERSED = VectorShuffle.iota(SPECIES, LANES - 1, -1, true);

    private final int n;
    private final int half;
    private final int rows; // length of the first transforms
    private final int columns; // length of the second ones
    private final FftTables whole;
    private final StripFft first;
    private final StripFft second;
    private final float[] turnR; // e^(−2πi·row·column/half), in the order of use: [columns/LANES][rows][LANES]
    private final float[] turnI;
    // Lines of these are a vector longer than need be: strips down columns a power of two apart would share few places
    // in the cache.
    private final int columnStep;
    private final int rowStep;
    private final float[] zr; // [rows][columnStep] before a transform, [columns][rowStep] after it
    private final float[] zi;
    private final float[] yr; // [columns][rowStep]
    private final float[] yi;
    private final float[] stripR; // [rows][LANES]
    private final float[] stripI;
    private final float[] tileR = new float[LANES * LANES];
    private final float[] tileI = new float[LANES * LANES];
    private final float[] other = new float[LANES * LANES];

    /** @throws IllegalArgumentException when n is not a power of two, shorter than {@link #SHORTEST} or too long */
    public VectorFft(int n) {
        this.n = FftTables.checkedLength(n);
        if (n < SHORTEST) {
            throw new IllegalArgumentException("length of a transform is " + n + ", vectors need " + SHORTEST);
        }
        this.half = n / 2;
        this.rows = 1 << (Integer.numberOfTrailingZeros(half) / 2);
        this.columns = half / rows;
        this.whole = FftTables.of(n);
        this.first = new StripFft(rows);
        this.second = new StripFft(columns);
        FftTables turns = StripTurns.of(rows, columns, LANES);
        this.turnR = turns.cos();
        this.turnI = turns.sin();
        this.columnStep = columns + LANES;
        this.rowStep = rows + LANES;
        int room = Math.max(rows * columnStep, columns * rowStep);
        this.zr = new float[room];
        this.zi = new float[room];
        this.yr = new float[columns * rowStep];
        this.yi = new float[columns * rowStep];
        this.stripR = new float[rows * LANES];
        this.stripI = new float[rows * LANES];
    }

    @Override
    public int size() {
        return n;
    }

    @Override
    public void forward(float[] signal, int from, float[] re, float[] im) {
        Objects.checkFromIndexSize(from, n, signal.length);
        for (int p = 0; p < columns; p += LANES) {
            first.runOfPairs(signal, from + 2 * p, columns, stripR, stripI, 0, LANES);
            turn(p);
        }
        finish(zr, zi);
        unpack(re, im);
    }

    @Override
    public void inverse(float[] re, float[] im, float[] signal, int from) {
        Objects.checkFromIndexSize(from, n, signal.length);
        pack(re, im);
        // With the parts exchanged, the transform runs backwards.
        for (int p = 0; p < columns; p += LANES) {
            first.run(zi, zr, p, columnStep, stripR, stripI, 0, LANES);
            turn(p);
        }
        finish(zi, zr);
        for (int line = 0; line < columns; line++) {
            int at = line * rowStep;
            int to = from + 2 * line * rows;
            for (int q = 0; q < rows; q += LANES) {
                FloatVector a = load(zr, at + q);
                FloatVector b = load(zi, at + q);
                a.rearrange(LOW, b).intoArray(signal, to + 2 * q);
                a.rearrange(HIGH, b).intoArray(signal, to + 2 * q + LANES);
            }
        }
    }

    private void finish(float[] re, float[] im) {
        for (int q = 0; q < rows; q += LANES) {
            second.run(yr, yi, q, rowStep, re, im, q, rowStep);
        }
    }

    /** The strip's rows, turned by their angles, written as lines: y[column][row]. */
    private void turn(int p) {
        for (int row = 0; row < rows; row += LANES) {
            int at = (p / LANES * rows + row) * LANES;
            for (int i = 0; i < LANES; i++) {
                int from = (row + i) * LANES;
                FloatVector r = load(stripR, from);
                FloatVector m = load(stripI, from);
                FloatVector c = load(turnR, at + i * LANES);
                FloatVector s = load(turnI, at + i * LANES);
                r.mul(c).sub(m.mul(s)).intoArray(tileR, i * LANES);
                r.fma(s, m.mul(c)).intoArray(tileI, i * LANES);
            }
            transpose(tileR, other, yr, row + rowStep * p);
            transpose(tileI, other, yi, row + rowStep * p);
        }
    }

    /** Square in a (spoilt, as is b), turned over, to {@code out[at + rowStep·i]}: rows shuffled like cards, log2 times. */
    private void transpose(float[] a, float[] b, float[] out, int at) {
        float[] from = a;
        float[] to = b;
        for (int done = 2; done < LANES; done *= 2) {
            for (int i = 0; i < LANES / 2; i++) {
                FloatVector x = load(from, i * LANES);
                FloatVector y = load(from, (i + LANES / 2) * LANES);
                x.rearrange(LOW, y).intoArray(to, 2 * i * LANES);
                x.rearrange(HIGH, y).intoArray(to, 2 * i * LANES + LANES);
            }
            float[] t = from;
            from = to;
            to = t;
        }
        for (int i = 0; i < LANES / 2; i++) {
            FloatVector x = load(from, i * LANES);
            FloatVector y = load(from, (i + LANES / 2) * LANES);
            x.rearrange(LOW, y).intoArray(out, at + 2 * i * rowStep);
            x.rearrange(HIGH, y).intoArray(out, at + (2 * i + 1) * rowStep);
        }
    }

    /**
     * Tells the spectra of even and odd samples apart and joins them: bin k and its mirror image half − k together, line
     * by line, each line with the first bin of the next.
     */
    private void unpack(float[] re, float[] im) {
        float[] cos = whole.cos();
        float[] sin = whole.sin();
        re[0] = zr[0] + zi[0];
        re[half] = zr[0] - zi[0];
        im[0] = 0;
        im[half] = 0;
        for (int line = 0; line < columns / 2; line++) {
            int at = line * rowStep;
            zr[at + rows] = zr[at + rowStep];
            zi[at + rows] = zi[at + rowStep];
            int far = (columns - 1 - line) * rowStep + rows - LANES + 1;
            for (int q = 1; q < rows; q += LANES) {
                int k = line * rows + q;
                int mirror = half - k - LANES + 1;
                FloatVector ar = load(zr, at + q);
                FloatVector ai = load(zi, at + q);
                FloatVector br = load(zr, far - q).rearrange(REVERSED);
                FloatVector bi = load(zi, far - q).rearrange(REVERSED);
                FloatVector wr = load(cos, k).mul(0.5f);
                FloatVector wi = load(sin, k).mul(0.5f);
                FloatVector er = ar.add(br).mul(0.5f);
                FloatVector ei = ai.sub(bi).mul(0.5f);
                FloatVector or = ai.add(bi);
                FloatVector oi = br.sub(ar);
                FloatVector tr = or.mul(wr).sub(oi.mul(wi));
                FloatVector ti = or.fma(wi, oi.mul(wr));
                er.add(tr).intoArray(re, k);
                ei.add(ti).intoArray(im, k);
                er.sub(tr).rearrange(REVERSED).intoArray(re, mirror);
                ti.sub(ei).rearrange(REVERSED).intoArray(im, mirror);
            }
        }
    }

    /** Undoes {@link #unpack}, scaled by 1/half, into lines as long as there are columns. */
    private void pack(float[] re, float[] im) {
        float[] cos = whole.cos();
        float[] sin = whole.sin();
        float scale = 0.5f / half;
        for (int line = 0; line < rows / 2; line++) {
            int at = line * columnStep;
            int far = (rows - 1 - line) * columnStep + columns - LANES + 1;
            for (int q = 1; q < columns; q += LANES) {
                int k = line * columns + q;
                int mirror = half - k - LANES + 1;
                FloatVector ar = load(re, k).mul(scale);
                FloatVector ai = load(im, k).mul(scale);
                FloatVector br = load(re, mirror).mul(scale).rearrange(REVERSED);
                FloatVector bi = load(im, mirror).mul(scale).rearrange(REVERSED);
                FloatVector wr = load(cos, k);
                FloatVector wi = load(sin, k).neg();
                FloatVector er = ar.add(br);
                FloatVector ei = ai.sub(bi);
                FloatVector dr = ar.sub(br);
                FloatVector di = ai.add(bi);
                FloatVector or = dr.mul(wr).sub(di.mul(wi));
                FloatVector oi = dr.fma(wi, di.mul(wr));
                er.sub(oi).intoArray(zr, at + q);
                ei.add(or).intoArray(zi, at + q);
                er.add(oi).rearrange(REVERSED).intoArray(zr, far - q);
                or.sub(ei).rearrange(REVERSED).intoArray(zi, far - q);
            }
            zr[at + columnStep] = zr[at + columns];
            zi[at + columnStep] = zi[at + columns];
        }
        zr[0] = scale * (re[0] + re[half]);
        zi[0] = scale * (re[0] - re[half]);
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
