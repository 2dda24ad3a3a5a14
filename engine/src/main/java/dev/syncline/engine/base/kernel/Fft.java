package dev.syncline.engine.base.kernel;

/**
 * The discrete Fourier transform of real signals whose length n is a power of two: {@code X[k] = Σ x[j]·e^(−2πi·jk/n)}
 * for {@code 0 <= k <= n/2}, real and imaginary parts in arrays of their own. In single precision, as the signals are: the
 * error of a transform and its inverse grows with log n only, and stays near that of the input's own rounding.
 *
 * <p>A transform owns its working memory and takes none while it runs, so it serves one thread at a time; the tables
 * behind it are made once for each length and shared.
 */
public sealed interface Fft permits ScalarFft, VectorFft {
    /** Longest transform. */
    int LONGEST = 1 << 26;

    /** Length of the signal, n. */
    int size();

    /**
     * Signal to spectrum.
     *
     * @param signal n values beginning at {@code from}; left as it is
     * @param re,im float[n/2 + 1] at least; im[0] and im[n/2] become 0
     */
    void forward(float[] signal, int from, float[] re, float[] im);

    /**
     * Spectrum to signal, scaled so that it undoes {@link #forward}.
     *
     * @param re,im float[n/2 + 1] at least; left as they are; im[0] and im[n/2] must be 0
     * @param signal n values are written, beginning at {@code from}
     */
    void inverse(float[] re, float[] im, float[] signal, int from);

    /**
     * A transform on the lane in use.
     *
     * @throws IllegalArgumentException when n is not a power of two in 2..{@link #LONGEST}
     */
    static Fft of(int n) {
        return of(n, Kernels.active());
    }

    /** A transform on a given lane; short ones are the same on all lanes. */
    static Fft of(int n, Kernels lane) {
        return lane instanceof VectorKernels && n >= VectorFft.SHORTEST ? new VectorFft(n) : new ScalarFft(n);
    }
}
