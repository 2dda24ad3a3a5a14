package dev.syncline.engine.base.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both lanes against the definition, against each other, and there and back. */
class FftTest {
    private static final List<Kernels> LANES = List.of(new ScalarKernels(), new VectorKernels());

    /** Single precision through log2 n steps, relative to the root of the signal's energy; see Higham 2002, 24.1. */
    private static double tolerance(int n) {
        return 4 * 0x1p-24 * (Math.log(n) / Math.log(2) + 2) * Math.sqrt(n);
    }

    static IntStream shortLengths() {
        return IntStream.rangeClosed(1, 12).map(bits -> 1 << bits);
    }

    static IntStream lengths() {
        return IntStream.rangeClosed(1, 18).map(bits -> 1 << bits);
    }

    private static float[] noise(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private record Spectrum(float[] re, float[] im) {
        static Spectrum of(Fft fft, float[] signal, int from) {
            Spectrum s = new Spectrum(new float[fft.size() / 2 + 1], new float[fft.size() / 2 + 1]);
            fft.forward(signal, from, s.re, s.im);
            return s;
        }
    }

    @ParameterizedTest
    @MethodSource("shortLengths")
    void shouldGiveTheSumsOfTheDefinition(int n) {
        float[] x = noise(n + 5, n);
        double[] cos = new double[n];
        double[] sin = new double[n];
        for (int j = 0; j < n; j++) {
            cos[j] = Math.cos(2 * Math.PI * j / n);
            sin[j] = Math.sin(2 * Math.PI * j / n);
        }
        for (Kernels lane : LANES) {
            Spectrum s = Spectrum.of(Fft.of(n, lane), x, 5);
            for (int k = 0; k <= n / 2; k += Math.max(1, n / 256)) {
                double re = 0;
                double im = 0;
                for (int j = 0; j < n; j++) {
                    int turn = (int) ((long) j * k % n);
                    re += x[5 + j] * cos[turn];
                    im -= x[5 + j] * sin[turn];
                }
                assertEquals(re, s.re[k], tolerance(n), lane.name() + ", bin " + k);
                assertEquals(im, s.im[k], tolerance(n), lane.name() + ", bin " + k);
            }
            assertEquals(0, s.im[0]);
            assertEquals(0, s.im[n / 2]);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldAgreeOnAllLanesAndComeBack(int n) {
        float[] x = noise(n, 3L * n);
        Spectrum scalar = Spectrum.of(new ScalarFft(n), x, 0);
        for (Kernels lane : LANES) {
            Fft fft = Fft.of(n, lane);
            Spectrum s = Spectrum.of(fft, x, 0);
            assertArrayEquals(scalar.re, s.re, (float) tolerance(n), lane.name());
            assertArrayEquals(scalar.im, s.im, (float) tolerance(n), lane.name());
            float[] re = s.re.clone();
            float[] im = s.im.clone();
            float[] back = new float[n + 9];
            back[3] = 777;
            back[n + 4] = 777;
            fft.inverse(s.re, s.im, back, 4);
            for (int j = 0; j < n; j++) {
                assertEquals(x[j], back[4 + j], tolerance(n) / Math.sqrt(n) * 4, lane.name() + ", sample " + j);
            }
            assertEquals(777, back[3], "written before the signal");
            assertEquals(777, back[n + 4], "written past the signal");
            assertArrayEquals(re, s.re, "the spectrum must stay");
            assertArrayEquals(im, s.im, "the spectrum must stay");
        }
    }

    @Property(tries = 60)
    void shouldTurnAShiftedImpulseIntoASpiral(
            @ForAll @IntRange(min = 1, max = 13) int bits, @ForAll @IntRange(min = 0, max = 8191) int place) {
        int n = 1 << bits;
        int at = place % n;
        for (Kernels lane : LANES) {
            float[] x = new float[n];
            x[at] = 1;
            Spectrum s = Spectrum.of(Fft.of(n, lane), x, 0);
            for (int k = 0; k <= n / 2; k += Math.max(1, n / 64)) {
                double angle = -2 * Math.PI * ((long) at * k % n) / n;
                assertEquals(Math.cos(angle), s.re[k], 1e-5);
                assertEquals(Math.sin(angle), s.im[k], 1e-5);
            }
        }
    }

    @Test
    void shouldUseVectorsForLongSignals() {
        assertInstanceOf(VectorFft.class, Fft.of(1 << 15, new VectorKernels()));
        assertInstanceOf(ScalarFft.class, Fft.of(1 << 15, new ScalarKernels()));
        assertEquals(1 << 15, Fft.of(1 << 15).size());
    }

    @Test
    void shouldNameTheLengthsThatItTakes() {
        for (int n : new int[] {Integer.MIN_VALUE, -2, 0, 1, 3, 12, 1000, 1 << 27}) {
            String message = assertThrows(IllegalArgumentException.class, () -> Fft.of(n))
                    .getMessage();
            assertEquals("length of a transform is " + n + ", expected a power of two from 2 to 67108864", message);
        }
    }

    @Test
    void shouldNotReadPastASignal() {
        for (Kernels lane : LANES) {
            Fft fft = Fft.of(4096, lane);
            float[] re = new float[2049];
            float[] im = new float[2049];
            float[] signal = new float[4100];
            assertThrows(IndexOutOfBoundsException.class, () -> fft.forward(signal, 5, re, im));
            assertThrows(IndexOutOfBoundsException.class, () -> fft.forward(signal, -1, re, im));
            assertThrows(IndexOutOfBoundsException.class, () -> fft.inverse(re, im, signal, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> fft.forward(signal, 0, new float[2048], im));
        }
    }
}
