package dev.syncline.engine.base.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector lane against the scalar one, and both against sums in double precision. */
class KernelsAgreementTest {
    private static final Kernels SCALAR = new ScalarKernels();
    private static final Kernels VECTOR = new VectorKernels();
    private static final int LANES = Integer.parseInt(VECTOR.name().substring("vector-".length())) / Float.SIZE;

    /** Half a unit in the last place of 1. */
    private static final double ROUNDING = 0x1p-24;

    static IntStream lengths() {
        return IntStream.of(
                        0,
                        1,
                        2,
                        3,
                        5,
                        7,
                        13,
                        31,
                        61,
                        127,
                        207,
                        509,
                        1021,
                        4098,
                        LANES - 1,
                        LANES,
                        LANES + 1,
                        2 * LANES - 1,
                        2 * LANES + 1,
                        4 * LANES - 1,
                        4 * LANES,
                        4 * LANES + 1,
                        5 * LANES + 1)
                .distinct();
    }

    private static float[] random(int n, long seed, DoubleUnaryOperator shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) shape.applyAsDouble(random.nextDouble(-1, 1));
        }
        return a;
    }

    private static double exact(float[] a, int aFrom, float[] b, int bFrom, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    /** What adding n products in any order may lose (Higham 2002, 3.1), subnormal products included. */
    private static double tolerance(float[] a, int aFrom, float[] b, int bFrom, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.abs((double) a[aFrom + i] * b[bFrom + i]);
        }
        return (n + 1) * ROUNDING * sum + n * (double) Float.MIN_VALUE;
    }

    private static void check(float[] a, int aFrom, float[] b, int bFrom, int n, float found, String what) {
        assertEquals(exact(a, aFrom, b, bFrom, n), found, tolerance(a, aFrom, b, bFrom, n), what);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldGiveTheSameDotProductWhereverItBegins(int n) {
        float[] a = random(n + 3, n, x -> x);
        float[] b = random(n + 7, n + 1, x -> 100 * x + 3);
        for (Kernels kernels : new Kernels[] {SCALAR, VECTOR}) {
            check(a, 0, b, 0, n, kernels.dot(a, 0, b, 0, n), kernels.name());
            check(a, 3, b, 7, n, kernels.dot(a, 3, b, 7, n), kernels.name());
            check(a, 1, b, 5, n, kernels.dot(a, 1, b, 5, n), kernels.name());
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldAgreeOnLargeAndTinyValues(int n) {
        float[] large = random(n, 3 * n + 1, x -> 1e17 * x);
        float[] tiny = random(n, 5 * n + 2, x -> 1e-24 * x);
        float[] mixed = random(n, 7 * n + 3, x -> Math.copySign(Math.pow(10, 16 * x), x));
        float[][][] pairs = {{large, large}, {tiny, tiny}, {large, tiny}, {mixed, mixed}, {mixed, tiny}};
        for (float[][] pair : pairs) {
            check(pair[0], 0, pair[1], 0, n, SCALAR.dot(pair[0], 0, pair[1], 0, n), "scalar");
            check(pair[0], 0, pair[1], 0, n, VECTOR.dot(pair[0], 0, pair[1], 0, n), "vector");
        }
    }

    @Test
    void shouldLetNoInfinityOrNanVanish() {
        for (int at : new int[] {0, LANES, 4 * LANES + 1, 5 * LANES + 2}) {
            float[] a = random(5 * LANES + 3, 11, x -> x + 2);
            float[] b = random(5 * LANES + 3, 12, x -> x + 2);
            for (Kernels kernels : new Kernels[] {SCALAR, VECTOR}) {
                a[at] = Float.NaN;
                assertEquals(Float.NaN, kernels.dot(a, 0, b, 0, a.length), kernels.name());
                a[at] = Float.NEGATIVE_INFINITY;
                assertEquals(Float.NEGATIVE_INFINITY, kernels.dot(a, 0, b, 0, a.length), kernels.name());
                a[at] = 1;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldSlideAlike(int n) {
        for (int lags : new int[] {1, 3, LANES, 2 * LANES + 1, 4 * LANES, 9 * LANES + 5}) {
            float[] pattern = random(n + 2, n + 17, x -> x);
            float[] signal = random(n + lags + 6, n + 18, x -> 5 * x);
            float[] scalar = filled(lags + 2);
            float[] vector = filled(lags + 2);
            SCALAR.slidingDot(pattern, n, signal, 7, lags, scalar);
            VECTOR.slidingDot(pattern, n, signal, 7, lags, vector);
            for (int lag = 0; lag < lags; lag++) {
                check(pattern, 0, signal, 7 + lag, n, scalar[lag], "scalar, lag " + lag + " of " + lags);
                check(pattern, 0, signal, 7 + lag, n, vector[lag], "vector, lag " + lag + " of " + lags);
            }
            assertUntouched(scalar, lags);
            assertUntouched(vector, lags);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldCrossAllAxesAlike(int n) {
        for (int lags : new int[] {1, LANES - 1, 2 * LANES, 4 * LANES + 3}) {
            float[][] pattern = new float[3][];
            float[][] signal = new float[3][];
            for (int a = 0; a < 3; a++) {
                pattern[a] = random(n, 31 * n + a, x -> x);
                signal[a] = random(n + lags + a, 37 * n + a, x -> 2 * x - 1);
            }
            float[][] scalar = new float[9][];
            float[][] vector = new float[9][];
            for (int k = 0; k < 9; k++) {
                scalar[k] = filled(lags + 1);
                vector[k] = filled(lags + 1);
            }
            SCALAR.slidingCross(pattern, n, signal, 1, lags - 1, scalar);
            VECTOR.slidingCross(pattern, n, signal, 1, lags - 1, vector);
            for (int k = 0; k < 9; k++) {
                for (int lag = 0; lag < lags - 1; lag++) {
                    String where = "axes " + k / 3 + ", " + k % 3 + ", lag " + lag;
                    check(pattern[k / 3], 0, signal[k % 3], 1 + lag, n, scalar[k][lag], where);
                    check(pattern[k / 3], 0, signal[k % 3], 1 + lag, n, vector[k][lag], where);
                }
                assertUntouched(scalar[k], lags - 1);
                assertUntouched(vector[k], lags - 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldSlideAnyNumberOfPatternsAlike(int n) {
        for (int count : new int[] {1, 3, 4, 5, 8}) {
            int lags = 3 * LANES + count;
            float[][] patterns = new float[count][];
            for (int p = 0; p < count; p++) {
                patterns[p] = random(n, 41L * n + p, x -> x);
            }
            float[][] signals = {random(n + lags, 43L * n, x -> x), random(n + lags + 2, 47L * n, x -> 3 * x)};
            for (Kernels kernels : new Kernels[] {SCALAR, VECTOR}) {
                float[][] out = new float[2 * count][];
                for (int k = 0; k < out.length; k++) {
                    out[k] = filled(lags + 1);
                }
                kernels.slidingProducts(patterns, n, signals, 1, lags, out);
                for (int k = 0; k < out.length; k++) {
                    for (int lag = 0; lag < lags; lag++) {
                        String where = kernels.name() + ", product " + k + ", lag " + lag;
                        check(patterns[k / 2], 0, signals[k % 2], 1 + lag, n, out[k][lag], where);
                    }
                    assertUntouched(out[k], lags);
                }
                if (n > 0) {
                    assertOutside(() -> kernels.slidingProducts(patterns, n, signals, 2, lags + 1, out), kernels);
                }
            }
        }
    }

    @Test
    void shouldNotReadPastTheEndOfASignal() {
        float[] pattern = new float[40];
        float[] signal = new float[100];
        float[][] three = {pattern, pattern, pattern};
        float[][] signals = {signal, signal, new float[99]};
        float[] out = new float[100];
        float[][] nine = {out, out, out, out, out, out, out, out, out};
        for (Kernels kernels : new Kernels[] {SCALAR, VECTOR}) {
            kernels.slidingDot(pattern, 40, signal, 0, 61, out);
            kernels.slidingDot(pattern, 40, signal, 60, 0, out);
            assertOutside(() -> kernels.slidingDot(pattern, 40, signal, 0, 62, out), kernels);
            assertOutside(() -> kernels.slidingDot(pattern, 40, signal, 1, 61, out), kernels);
            assertOutside(() -> kernels.slidingDot(pattern, 40, signal, -1, 3, out), kernels);
            assertOutside(() -> kernels.slidingDot(pattern, 41, signal, 0, 3, out), kernels);
            assertOutside(() -> kernels.slidingDot(pattern, 40, signal, 0, 61, new float[60]), kernels);
            kernels.slidingCross(three, 40, signals, 0, 60, nine);
            assertOutside(() -> kernels.slidingCross(three, 40, signals, 0, 61, nine), kernels);
            assertOutside(() -> kernels.dot(pattern, 1, signal, 0, 40), kernels);
            assertOutside(() -> kernels.dot(pattern, 0, signal, 61, 40), kernels);
            assertOutside(() -> kernels.dot(pattern, -1, signal, 0, 4), kernels);
        }
    }

    private static void assertOutside(Executable call, Kernels kernels) {
        assertThrows(IndexOutOfBoundsException.class, call, kernels.name());
    }

    private static float[] filled(int n) {
        float[] a = new float[n];
        java.util.Arrays.fill(a, 777);
        return a;
    }

    private static void assertUntouched(float[] a, int from) {
        for (int i = from; i < a.length; i++) {
            assertEquals(777, a[i], "written past the last lag");
        }
    }

    @Test
    void shouldNameTheLaneThatIsForced() {
        String forced = System.getProperty("syncline.kernels", "auto");
        String name = Kernels.active().name();
        assertTrue(forced.equals("auto") || name.startsWith(forced), forced + " was asked for, " + name + " is in use");
    }
}
