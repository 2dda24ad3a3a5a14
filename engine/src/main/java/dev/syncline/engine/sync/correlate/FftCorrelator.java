package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.kernel.Fft;
import dev.syncline.engine.base.kernel.Kernels;
import java.util.Arrays;
import java.util.Objects;

/**
 * Multiplies spectra, block after block of the signal, each overlapping the last by a pattern's length (overlap-save;
 * Stockham, "High-speed convolution and correlation", 1966): best for long patterns. Takes no memory while it slides;
 * one thread at a time.
 */
public final class FftCorrelator implements SlidingCorrelator {
    /** Shortest pattern for which this is faster than {@link DirectCorrelator}: measured, see FftBench. */
    static final int CROSSOVER = 192;

    /** With fewer lags than this times the pattern's length, blocks are mostly overlap. */
    static final int LEAST_LAGS_PER_SAMPLE = 2;

    private static final int SHORTEST_BLOCK = 2048;
    private static final int LONGEST_BLOCK = 1 << 20;

    private final int n;
    private final int block;
    private final Fft fft;
    private final float[][] patternR; // spectra of the patterns: float[patterns][block/2 + 1]
    private final float[][] patternI;
    private final float[] signalR;
    private final float[] signalI;
    private final float[] productR;
    private final float[] productI;
    private final float[] samples;

    /**
     * @param patterns float[at least one][n]
     * @param lags how many are usually asked for at once: decides the length of a block
     * @throws IllegalArgumentException when n is less than 1 or more than half the longest block
     */
    public FftCorrelator(float[][] patterns, int n, int lags, Kernels kernels) {
        if (n < 1 || n > LONGEST_BLOCK / 2) {
            throw new IllegalArgumentException("a pattern has " + n + " samples, expected 1 to " + LONGEST_BLOCK / 2);
        }
        this.n = n;
        this.block = blockFor(n, lags);
        this.fft = Fft.of(block, kernels);
        int bins = block / 2 + 1;
        this.patternR = new float[patterns.length][bins];
        this.patternI = new float[patterns.length][bins];
        this.signalR = new float[bins];
        this.signalI = new float[bins];
        this.productR = new float[bins];
        this.productI = new float[bins];
        this.samples = new float[block];
        for (int p = 0; p < patterns.length; p++) {
            System.arraycopy(patterns[p], 0, samples, 0, n);
            fft.forward(samples, 0, patternR[p], patternI[p]);
        }
    }

    /** Eight patterns long, where there are so many lags: an eighth of the work is overlap then. */
    private static int blockFor(int n, int lags) {
        long wanted = Math.min(8L * n, (long) lags + n - 1);
        int block = SHORTEST_BLOCK;
        while (block < LONGEST_BLOCK && block < wanted) {
            block *= 2;
        }
        return block;
    }

    @Override
    public void slide(float[][] signals, int from, int lags, float[][] out) {
        if (lags <= 0) {
            return;
        }
        int perBlock = block - n + 1;
        for (int s = 0; s < signals.length; s++) {
            Objects.checkFromIndexSize(from, lags + n - 1, signals[s].length);
            for (int done = 0; done < lags; done += perBlock) {
                int mine = Math.min(perBlock, lags - done);
                if (from + done + block <= signals[s].length) {
                    fft.forward(signals[s], from + done, signalR, signalI);
                } else {
                    int length = mine + n - 1;
                    System.arraycopy(signals[s], from + done, samples, 0, length);
                    Arrays.fill(samples, length, block, 0);
                    fft.forward(samples, 0, signalR, signalI);
                }
                for (int p = 0; p < patternR.length; p++) {
                    multiply(patternR[p], patternI[p]);
                    fft.inverse(productR, productI, samples, 0);
                    System.arraycopy(samples, 0, out[p * signals.length + s], done, mine);
                }
            }
        }
    }

    /** The signal's spectrum times the conjugate of a pattern's. */
    private void multiply(float[] pr, float[] pi) {
        for (int k = 0; k < productR.length; k++) {
            productR[k] = signalR[k] * pr[k] + signalI[k] * pi[k];
            productI[k] = signalI[k] * pr[k] - signalR[k] * pi[k];
        }
    }
}
