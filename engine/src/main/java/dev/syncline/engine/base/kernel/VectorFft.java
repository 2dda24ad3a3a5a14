package dev.syncline.engine.base.kernel;

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
    private static final int LINE = 2 * LANES; // floats: a vector of real parts, then one of imaginary parts

    /** Strips a power of two apart would share few places in the cache. */
    private static final int GAP = LINE;

    /** Strips gathered at a time, where there are this many: more of each page and cache line that is touched. */
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

    /** The first lane of a second vector, then the lanes of the first one from the last down to its second. */
    private static final VectorShuffle<Float> MIRRORED = VectorShuffle.iota(SPECIES, LANES, -1, false);

    private final int n;
    private final int half;
    private final int rows; // length of the first transforms
    private final int columns; // length of the second ones
    private final StripTurns turns;
    private final StripFft first;
    private final StripFft second;
    private final int firstStep; // from strip to strip
    private final int secondStep;
    private final float[] y; // what the first transforms leave: strips of rows, [rows/LANES][columns][2·LANES]
    private final int firstStrips; // read at a time for the first transforms
    private final int secondStrips;
    private final float[] strips; // [strips][rows or columns][2·LANES]
    private final float[] mirrors; // [strips + 1][columns][2·LANES]
    private final float[] done; // [rows][2·LANES]
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
        this.turns = StripTurns.of(rows, columns, LANES);
        this.first = new StripFft(rows);
        this.second = new StripFft(columns);
        this.firstStep = rows * LINE + GAP;
        this.secondStep = columns * LINE + GAP;
        this.y = new float[rows / LANES * secondStep];
        this.firstStrips = Math.min(STRIPS, columns / LANES);
        this.secondStrips = Math.min(STRIPS, rows / 2 / LANES);
        this.strips = new float[Math.max(firstStrips * firstStep, secondStrips * secondStep)];
        this.mirrors = new float[(secondStrips + 1) * secondStep];
        this.done = new float[rows * LINE];
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
            firstHalf(p);
        }
        int width = secondStrips * LANES;
        for (int q = 0; q < rows / 2; q += width) {
            secondHalf(q, strips);
            // A strip's mirror image is all but the first column of one strip, and the first column of the next.
            System.arraycopy(mirrors, 0, mirrors, secondStrips * secondStep, columns * LINE);
            secondHalf(rows - q - width, mirrors);
            unpack(q, re, im);
            if (q == 0) {
                unpackColumn(strips, 0, columns, re, im);
            }
        }
        unpackColumn(mirrors, rows / 2, columns - 1, re, im);
    }

    @Override
    public void inverse(float[] re, float[] im, float[] signal, int from) {
        Objects.checkFromIndexSize(from, n, signal.length);
        // With real and imaginary parts exchanged, the transform runs backwards.
        for (int p = 0; p < columns; p += firstStrips * LANES) {
            pack(p, re, im);
            firstHalf(p);
        }
        for (int q = 0; q < rows; q += secondStrips * LANES) {
            secondHalf(q, strips);
            zip(signal, from + 2 * q);
        }
    }

    /** Transforms the strips from column p on and writes them as lines of y, turned by their angles. */
    private void firstHalf(int p) {
        for (int g = 0; g < firstStrips; g++) {
            first.run(strips, g * firstStep, done, 0, LINE);
            int strip = p / LANES + g;
            tile.turnOver(
                    done, rows, turns.lanes(), turns.strips(), strip * rows * 2, y, strip * LANES * LINE, secondStep);
        }
    }

    /** Transforms the strips of y from row q on. */
    private void secondHalf(int q, float[] to) {
        for (int g = 0; g < secondStrips; g++) {
            second.run(y, (q / LANES + g) * secondStep, to, g * secondStep, LINE);
        }
    }

    /** Strips of the packed signal: 2·LANES numbers in a row are a vector of real and one of imaginary parts. */
    private void unzip(float[] signal, int at) {
        for (int row = 0; row < rows; row++) {
            int from = at + 2 * row * columns;
            for (int g = 0; g < firstStrips; g++) {
                FloatVector a = load(signal, from + g * LINE);
                FloatVector b = load(signal, from + g * LINE + LANES);
                int to = g * firstStep + row * LINE;
                a.rearrange(EVEN, b).intoArray(strips, to);
                a.rearrange(ODD, b).intoArray(strips, to + LANES);
            }
        }
    }

    /** The strips as pairs, their parts exchanged: line after line to {@code at + 2·rows·line}. */
    private void zip(float[] signal, int at) {
        for (int line = 0; line < columns; line++) {
            int to = at + 2 * line * rows;
            for (int g = 0; g < secondStrips; g++) {
                int from = g * secondStep + line * LINE;
                FloatVector a = load(strips, from + LANES);
                FloatVector b = load(strips, from);
                a.rearrange(LOW, b).intoArray(signal, to + g * LINE);
                a.rearrange(HIGH, b).intoArray(signal, to + g * LINE + LANES);
            }
        }
    }

    /**
     * Tells the spectra of even and odd samples apart and joins them, for the strips from column q on and their mirror
     * images: bin k of the half-length transform and bin half − k together. In the first strip, the first lane's mirror
     * image is no column, and what it leaves is written over by {@link #unpackColumn}.
     */
    private void unpack(int q, float[] re, float[] im) {
        for (int line = 0; line < columns; line++) {
            FloatVector cos = FloatVector.broadcast(SPECIES, 0.5f * turns.columnCos()[line]);
            FloatVector sin = FloatVector.broadcast(SPECIES, 0.5f * turns.columnSin()[line]);
            for (int g = 0; g < secondStrips; g++) {
                int k = line * rows + q + g * LANES;
                int mirror = half - k - LANES + 1;
                int near = g * secondStep + line * LINE;
                int far = (secondStrips - 1 - g) * secondStep + (columns - 1 - line) * LINE;
                int further = far + secondStep;
                FloatVector c = load(turns.fineCos(), q + g * LANES);
                FloatVector s = load(turns.fineSin(), q + g * LANES);
                FloatVector wr = c.mul(cos).sub(s.mul(sin));
                FloatVector wi = c.fma(sin, s.mul(cos));
                FloatVector ar = load(strips, near);
                FloatVector ai = load(strips, near + LANES);
                FloatVector br = load(mirrors, far).rearrange(MIRRORED, load(mirrors, further));
                FloatVector bi = load(mirrors, far + LANES).rearrange(MIRRORED, load(mirrors, further + LANES));
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

    /** As {@link #unpack}, for a strip's first lane alone, a column that is its own mirror image: line i is line sum − i's. */
    private void unpackColumn(float[] strip, int q, int sum, float[] re, float[] im) {
        float c = turns.fineCos()[q];
        float s = turns.fineSin()[q];
        for (int line = 0; line < columns; line++) {
            int k = line * rows + q;
            int mirror = (sum - line) % columns * LINE;
            float ar = strip[line * LINE];
            float ai = strip[line * LINE + LANES];
            float or = 0.5f * (ai + strip[mirror + LANES]);
            float oi = 0.5f * (strip[mirror] - ar);
            float cos = turns.columnCos()[line];
            float sin = turns.columnSin()[line];
            float wr = c * cos - s * sin;
            float wi = c * sin + s * cos;
            re[k] = 0.5f * (ar + strip[mirror]) + or * wr - oi * wi;
            im[k] = 0.5f * (ai - strip[mirror + LANES]) + or * wi + oi * wr;
        }
        if (q == 0) {
            re[half] = strip[0] - strip[LANES];
            im[half] = 0;
            im[0] = 0;
        }
    }

    /** Undoes {@link #unpack} for the strips from column p on of the half-length input, scaled by 1/half, parts exchanged. */
    private void pack(int p, float[] re, float[] im) {
        float scale = 0.5f / half;
        for (int row = 0; row < rows; row++) {
            FloatVector cos = FloatVector.broadcast(SPECIES, turns.rowCos()[row]);
            FloatVector sin = FloatVector.broadcast(SPECIES, turns.rowSin()[row]);
            for (int g = 0; g < firstStrips; g++) {
                int k = row * columns + p + g * LANES;
                int mirror = half - k - LANES + 1;
                FloatVector c = load(turns.fineCos(), p + g * LANES);
                FloatVector s = load(turns.fineSin(), p + g * LANES);
                FloatVector wr = c.mul(cos).sub(s.mul(sin));
                FloatVector wi = c.fma(sin, s.mul(cos));
                FloatVector ar = load(re, k);
                FloatVector ai = load(im, k);
                FloatVector br = load(re, mirror).rearrange(REVERSED);
                FloatVector bi = load(im, mirror).rearrange(REVERSED);
                FloatVector dr = ar.sub(br);
                FloatVector di = ai.add(bi);
                FloatVector or = dr.mul(wr).add(di.mul(wi));
                FloatVector oi = di.mul(wr).sub(dr.mul(wi));
                int to = g * firstStep + row * LINE;
                ai.sub(bi).add(or).mul(scale).intoArray(strips, to);
                ar.add(br).sub(oi).mul(scale).intoArray(strips, to + LANES);
            }
        }
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
