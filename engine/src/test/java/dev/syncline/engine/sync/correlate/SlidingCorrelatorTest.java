package dev.syncline.engine.sync.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.base.kernel.ScalarKernels;
import dev.syncline.engine.base.kernel.VectorKernels;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlidingCorrelatorTest {
    private static final List<Kernels> LANES = List.of(new ScalarKernels(), new VectorKernels());

    private static float[][] noise(int count, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] out = new float[count][n];
        for (float[] a : out) {
            for (int i = 0; i < n; i++) {
                a[i] = (float) random.nextGaussian();
            }
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5000", "2, 3", "45, 2048", "200, 400", "255, 2049", "256, 9000", "1500, 20000", "3000, 7"})
    void shouldGiveTheSameSumsBothWays(int n, int lags) {
        float[][] patterns = noise(4, n, n);
        // One signal ends with the last lag, the other goes on.
        float[][] signals = {noise(1, 3 + lags + n - 1, lags)[0], noise(1, lags + 3 * n + 9000, lags + 1L)[0]};
        float[][] direct = new float[8][lags];
        new DirectCorrelator(patterns, n, new ScalarKernels()).slide(signals, 3, lags, direct);
        for (Kernels lane : LANES) {
            float[][] fft = new float[8][lags + 1];
            fft[5][lags] = 777;
            new FftCorrelator(patterns, n, lags, lane).slide(signals, 3, lags, fft);
            for (int k = 0; k < 8; k++) {
                for (int lag = 0; lag < lags; lag++) {
                    assertEquals(direct[k][lag], fft[k][lag], 3e-6 * Math.sqrt(n * 100.0), lane.name() + " " + lag);
                }
            }
            assertEquals(777, fft[5][lags], "written past the last lag");
        }
    }

    @Test
    void shouldTakeTheFasterWay() {
        Kernels kernels = Kernels.active();
        int longPattern = FftCorrelator.CROSSOVER;
        float[][] pattern = new float[1][longPattern];
        assertInstanceOf(DirectCorrelator.class, SlidingCorrelator.of(pattern, 45, 100_000, kernels));
        assertInstanceOf(FftCorrelator.class, SlidingCorrelator.of(pattern, longPattern, 100_000, kernels));
        assertInstanceOf(DirectCorrelator.class, SlidingCorrelator.of(pattern, longPattern, 1, kernels));
    }

    @Test
    void shouldNotReadPastASignal() {
        SlidingCorrelator fft = new FftCorrelator(noise(1, 300, 1), 300, 1000, Kernels.active());
        float[][] out = new float[1][2000];
        fft.slide(noise(1, 1299, 2), 0, 1000, out);
        fft.slide(noise(1, 10, 2), 0, 0, out);
        assertThrows(IndexOutOfBoundsException.class, () -> fft.slide(noise(1, 1298, 2), 0, 1000, out));
        assertThrows(IndexOutOfBoundsException.class, () -> fft.slide(noise(1, 1299, 2), -1, 1000, out));
        assertThrows(IllegalArgumentException.class, () -> new FftCorrelator(out, 0, 1000, Kernels.active()));
    }
}
