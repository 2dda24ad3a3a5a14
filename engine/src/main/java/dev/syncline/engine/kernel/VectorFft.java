package dev.syncline.engine.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transform in vectors. The complex transform of half the length is cut in two ("four steps"; Bailey, "FFTs in
 * external or hierarchical memory", 1990): rows × columns, where every lane of a vector works on a column of its own, so
 * that butterflies need no movement between lanes, and a strip of columns stays in the cache through all its passes. A
 * signal is read once, turned over in small squares half-way, and its spectrum written once: even and odd samples are told
 * apart strip by strip too.
 */
public final class VectorFft implements Fft {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Strips gathered at a time, where there are so many: more of each page and cache line that is touched. */
    private static final int STRIPS = 4;

    /** A strip and its mirror image must not overlap. */
    private static final int LEAST_ROWS = Math.max(64, 4 * LANES);

    /** Shorter ones have fewer columns than a vector has lanes. */
    static final int SHORTEST = 2 * LEAST_ROWS * Math.max(StripFft.SHORTEST, LANES);

    private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);
    private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(SPECIES, 1);
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
    // A line is a vector longer than need be: strips down columns a power of two apart would share few places in the
    // cache.
    private final int lineStep;
    private final float[] yr; // [columns][lineStep]
    private final float[] yi;
    private final int firstStrips; // gathered at a time for the first transforms
    private final int secondStrips;
    private final float[] stripR; // [strips][rows or columns][LANES]
    private final float[] stripI;
    private final float[] mirrorR; // [strips][columns][LANES]
    private final float[] mirrorI;
    private final Tile tile = new Tile();

    /** @throws IllegalArgumentException when n is not a power of two, shorter than {@link #SHORTEST} or too long */
    public VectorFft(int n) {
        this.n = FftTables.checkedLength(n);
        if (n < SHORTEST) {
            throw new IllegalArgumentException("length of a transform is " + n + ", vectors need " + SHORTEST);
        }
        this.half = n / 2;
        this.rows = Math.max(LEAST_ROWS, 1 << ((Integer.numberOfTrailingZeros(half) + 1) / 2));
        this.columns = half / rows;
        this.whole = FftTables.of(n);
        this.first = new StripFft(rows);
        this.second = new StripFft(columns);
        FftTables turns = StripTurns.of(rows, columns, LANES);
        this.turnR = turns.cos();
        this.turnI = turns.sin();
        this.lineStep = rows + LANES;
        this.yr = new float[columns * lineStep];
        this.yi = new float[columns * lineStep];
        this.firstStrips = Math.min(STRIPS, columns / LANES);
        this.secondStrips = Math.min(STRIPS, rows / 2 / LANES);
        int room = Math.max(firstStrips * rows, secondStrips * columns) * LANES;
        this.stripR = new float[room];
        this.stripI = new float[room];
        this.mirrorR = new float[secondStrips * columns * LANES];
        this.mirrorI = new float[secondStrips * columns * LANES];
    }

    @Override
    public int size() {
        return n;
    }

    @Override
    public void forward(float[] signal, int from, float[] re, float[] im) {
        Objects.checkFromIndexSize(from, n, signal.length);
        for (int p = 0; p < columns; p += firstStrips * LANES) {
            unzip(signal, from + 2 * p);
            firstHalf(p, stripR, stripI);
        }
        int strip = columns * LANES;
        int width = secondStrips * LANES;
        for (int q = 0; q < rows / 2; q += width) {
            gather(q, stripR, stripI);
            gather(rows - q - width + 1, mirrorR, mirrorI);
            for (int g = 0; g < secondStrips; g++) {
                second.run(stripR, stripI, g * strip, stripR, stripI);
                second.run(mirrorR, mirrorI, g * strip, mirrorR, mirrorI);
            }
            for (int line = 0; line < columns; line++) {
                unpack(line, q, re, im);
            }
            if (q == 0) {
                unpackColumn(0, columns, re, im);
            }
        }
        gather(rows / 2, stripR, stripI);
        second.run(stripR, stripI, 0, stripR, stripI);
        unpackColumn(rows / 2, columns - 1, re, im);
    }

    @Override
    public void inverse(float[] re, float[] im, float[] signal, int from) {
        Objects.checkFromIndexSize(from, n, signal.length);
        // With real and imaginary parts exchanged, the transform runs backwards.
        for (int p = 0; p < columns; p += firstStrips * LANES) {
            for (int row = 0; row < rows; row++) {
                pack(row, p, re, im);
            }
            firstHalf(p, stripI, stripR);
        }
        int strip = columns * LANES;
        for (int q = 0; q < rows; q += secondStrips * LANES) {
            gather(q, stripR, stripI);
            for (int g = 0; g < secondStrips; g++) {
                second.run(stripR, stripI, g * strip, stripI, stripR);
            }
            zip(signal, from + 2 * q);
        }
    }

    /** Transforms the strips from column p on and writes them as lines, y[column][row], turned by their angles. */
    private void firstHalf(int p, float[] inR, float[] inI) {
        for (int g = 0; g < firstStrips; g++) {
            first.run(inR, inI, g * rows * LANES, inR, inI);
            for (int row = 0; row < rows; row += LANES) {
                int at = (g * rows + row) * LANES;
                tile.turn(inR, inI, at, turnR, turnI, p * rows + at);
                tile.write(yr, yi, (p + g * LANES) * lineStep + row, lineStep);
            }
        }
    }

    /** Strips of the packed signal: 2·LANES numbers in a row are a vector of real and one of imaginary parts. */
    private void unzip(float[] signal, int at) {
        for (int row = 0; row < rows; row++) {
            int from = at + 2 * row * columns;
            for (int g = 0; g < firstStrips; g++) {
                FloatVector a = load(signal, from + 2 * g * LANES);
                FloatVector b = load(signal, from + 2 * g * LANES + LANES);
                a.rearrange(EVEN, b).intoArray(stripR, (g * rows + row) * LANES);
                a.rearrange(ODD, b).intoArray(stripI, (g * rows + row) * LANES);
            }
        }
    }

    /** The strips as pairs: line after line to {@code at + 2·rows·line}. */
    private void zip(float[] signal, int at) {
        for (int line = 0; line < columns; line++) {
            int to = at + 2 * line * rows;
            for (int g = 0; g < secondStrips; g++) {
                FloatVector a = load(stripR, (g * columns + line) * LANES);
                FloatVector b = load(stripI, (g * columns + line) * LANES);
                a.rearrange(LOW, b).intoArray(signal, to + 2 * g * LANES);
                a.rearrange(HIGH, b).intoArray(signal, to + 2 * g * LANES + LANES);
            }
        }
    }

    /** The strips of y from column q on. */
    private void gather(int q, float[] toR, float[] toI) {
        for (int line = 0; line < columns; line++) {
            int from = line * lineStep + q;
            for (int g = 0; g < secondStrips; g++) {
                load(yr, from + g * LANES).intoArray(toR, (g * columns + line) * LANES);
                load(yi, from + g * LANES).intoArray(toI, (g * columns + line) * LANES);
            }
        }
    }

    /**
     * Tells the spectra of even and odd samples apart and joins them, for a line of the strips from column q on and its
     * mirror image: bin k of the half-length transform and bin half − k together. In the first strip, the first lane's
     * mirror image is no column, and what it leaves is written over by {@link #unpackColumn}.
     */
    private void unpack(int line, int q, float[] re, float[] im) {
        float[] cos = whole.cos();
        float[] sin = whole.sin();
        for (int g = 0; g < secondStrips; g++) {
            int k = line * rows + q + g * LANES;
            int mirror = half - k - LANES + 1;
            int near = (g * columns + line) * LANES;
            int far = ((secondStrips - 1 - g) * columns + columns - 1 - line) * LANES;
            FloatVector ar = load(stripR, near);
            FloatVector ai = load(stripI, near);
            FloatVector br = load(mirrorR, far).rearrange(REVERSED);
            FloatVector bi = load(mirrorI, far).rearrange(REVERSED);
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

    /** As {@link #unpack}, for the strip's first lane alone, a column that is its own mirror image: line i is line sum − i's. */
    private void unpackColumn(int q, int sum, float[] re, float[] im) {
        for (int line = 0; line < columns; line++) {
            int k = line * rows + q;
            int mirror = (sum - line) % columns * LANES;
            float ar = stripR[line * LANES];
            float ai = stripI[line * LANES];
            float or = 0.5f * (ai + stripI[mirror]);
            float oi = 0.5f * (stripR[mirror] - ar);
            float wr = whole.cos()[k];
            float wi = whole.sin()[k];
            re[k] = 0.5f * (ar + stripR[mirror]) + or * wr - oi * wi;
            im[k] = 0.5f * (ai - stripI[mirror]) + or * wi + oi * wr;
        }
        if (q == 0) {
            re[half] = stripR[0] - stripI[0];
            im[half] = 0;
            im[0] = 0;
        }
    }

    /** Undoes {@link #unpack} for a row of the strips from column p on of the half-length input, scaled by 1/half. */
    private void pack(int row, int p, float[] re, float[] im) {
        float[] cos = whole.cos();
        float[] sin = whole.sin();
        float scale = 0.5f / half;
        for (int g = 0; g < firstStrips; g++) {
            int k = row * columns + p + g * LANES;
            int mirror = half - k - LANES + 1;
            FloatVector ar = load(re, k);
            FloatVector ai = load(im, k);
            FloatVector br = load(re, mirror).rearrange(REVERSED);
            FloatVector bi = load(im, mirror).rearrange(REVERSED);
            FloatVector wr = load(cos, k);
            FloatVector wi = load(sin, k);
            FloatVector dr = ar.sub(br);
            FloatVector di = ai.add(bi);
            FloatVector or = dr.mul(wr).add(di.mul(wi));
            FloatVector oi = di.mul(wr).sub(dr.mul(wi));
            ar.add(br).sub(oi).mul(scale).intoArray(stripR, (g * rows + row) * LANES);
            ai.sub(bi).add(or).mul(scale).intoArray(stripI, (g * rows + row) * LANES);
        }
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
