package dev.syncline.engine.base.kernel;

import java.util.Objects;

/**
 * The plain transform: the signal's even and odd samples as one complex signal of half the length, radix-2 passes that
 * sort as they go (Stockham; Cochran et al., "What is the fast Fourier transform?", 1967), and the two halves told apart
 * by symmetry.
 */
public final class ScalarFft implements Fft {
    private final int n;
    private final int half;
    private final FftTables whole;
    private float[] zr;
    private float[] zi;
    private float[] nextR;
    private float[] nextI;

    /** @throws IllegalArgumentException when n is not a power of two in 2..{@link Fft#LONGEST} */
    public ScalarFft(int n) {
        this.n = FftTables.checkedLength(n);
        this.half = n / 2;
        this.whole = FftTables.of(n);
        this.zr = new float[half];
        this.zi = new float[half];
        this.nextR = new float[half];
        this.nextI = new float[half];
    }

    @Override
    public int size() {
        return n;
    }

    @Override
    public void forward(float[] signal, int from, float[] re, float[] im) {
        Objects.checkFromIndexSize(from, n, signal.length);
        for (int j = 0; j < half; j++) {
            zr[j] = signal[from + 2 * j];
            zi[j] = signal[from + 2 * j + 1];
        }
        transform();
        unpack(zr, zi, re, im, 1, half / 2, half, whole);
    }

    @Override
    public void inverse(float[] re, float[] im, float[] signal, int from) {
        Objects.checkFromIndexSize(from, n, signal.length);
        // A transform with the parts exchanged, before and after, runs backwards.
        pack(re, im, zi, zr, 1, half / 2, half, whole);
        transform();
        for (int j = 0; j < half; j++) {
            signal[from + 2 * j] = zi[j];
            signal[from + 2 * j + 1] = zr[j];
        }
    }

    /** Complex transform of half the length, from (zr, zi) to (zr, zi). */
    private void transform() {
        float[] cos = whole.cos();
        float[] sin = whole.sin();
        for (int length = half, stride = 1; length > 1; length /= 2, stride *= 2) {
            int m = length / 2;
            for (int p = 0; p < m; p++) {
                // e^(−2πi·p/length), from the table for n = 2·stride·length.
                float wr = cos[2 * stride * p];
                float wi = sin[2 * stride * p];
                for (int q = 0; q < stride; q++) {
                    int a = q + stride * p;
                    int b = a + stride * m;
                    int to = q + 2 * stride * p;
                    float dr = zr[a] - zr[b];
                    float di = zi[a] - zi[b];
                    nextR[to] = zr[a] + zr[b];
                    nextI[to] = zi[a] + zi[b];
                    nextR[to + stride] = dr * wr - di * wi;
                    nextI[to + stride] = dr * wi + di * wr;
                }
            }
            float[] t = zr;
            zr = nextR;
            nextR = t;
            t = zi;
            zi = nextI;
            nextI = t;
        }
    }

    /**
     * Tells the spectra of even and odd samples apart and joins them: half-length z to spectrum, for bins
     * {@code first <= k <= last} (half/2 at most) and their mirror images, and bins 0 and half when first is 1.
     */
    static void unpack(float[] zr, float[] zi, float[] re, float[] im, int first, int last, int half, FftTables whole) {
        if (first == 1) {
            float r = zr[0];
            float i = zi[0];
            re[0] = r + i;
            im[0] = 0;
            re[half] = r - i;
            im[half] = 0;
        }
        for (int k = first; k <= last; k++) {
            int mirror = half - k;
            float wr = whole.cos()[k];
            float wi = whole.sin()[k];
            float er = 0.5f * (zr[k] + zr[mirror]);
            float ei = 0.5f * (zi[k] - zi[mirror]);
            float or = 0.5f * (zi[k] + zi[mirror]);
            float oi = 0.5f * (zr[mirror] - zr[k]);
            float tr = or * wr - oi * wi;
            float ti = or * wi + oi * wr;
            re[k] = er + tr;
            im[k] = ei + ti;
            re[mirror] = er - tr;
            im[mirror] = ti - ei;
        }
    }

    /** Undoes {@link #unpack}, scaled by 1/half. */
    static void pack(float[] re, float[] im, float[] zr, float[] zi, int first, int last, int half, FftTables whole) {
        float scale = 0.5f / half;
        if (first == 1) {
            zr[0] = scale * (re[0] + re[half]);
            zi[0] = scale * (re[0] - re[half]);
        }
        for (int k = first; k <= last; k++) {
            int mirror = half - k;
            float wr = whole.cos()[k];
            float wi = -whole.sin()[k];
            float er = scale * (re[k] + re[mirror]);
            float ei = scale * (im[k] - im[mirror]);
            float dr = scale * (re[k] - re[mirror]);
            float di = scale * (im[k] + im[mirror]);
            float or = dr * wr - di * wi;
            float oi = dr * wi + di * wr;
            zr[k] = er - oi;
            zi[k] = ei + or;
            zr[mirror] = er + oi;
            zi[mirror] = or - ei;
        }
    }
}
