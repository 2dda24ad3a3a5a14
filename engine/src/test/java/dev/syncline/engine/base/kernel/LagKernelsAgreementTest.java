package dev.syncline.engine.base.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector lane against the scalar one, over awkward numbers of lags and the covariances that are hard. */
class LagKernelsAgreementTest {
    private static final LagKernels SCALAR = new ScalarLagKernels();
    private static final LagKernels VECTOR = new VectorLagKernels();

    static IntStream lengths() {
        return IntStream.of(0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 255, 256, 257, 300, 1021);
    }

    /** Covariances of every rank, with both signs of the determinant, of every size. */
    private static double[][] covariances(int n) {
        SplittableRandom random = new SplittableRandom(n + 40L);
        double[][] c = new double[12][n];
        for (int i = 0; i < n; i++) {
            double size = Math.pow(10, random.nextDouble(-6, 6));
            int rank = i % 5;
            double[] s = {1, rank == 1 ? 0 : random.nextDouble(), rank <= 2 ? 0 : random.nextDouble()};
            if (rank == 0) {
                s = new double[] {1, 1, i % 2 == 0 ? 1 : -1};
            }
            double[] u = rotation(random);
            double[] v = rotation(random);
            double norm = Math.abs(s[0]) + Math.abs(s[1]) + Math.abs(s[2]);
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    for (int k = 0; k < 3; k++) {
                        c[3 * a + b][i] += size * u[3 * a + k] * s[k] * v[3 * b + k];
                    }
                }
            }
            c[9][i] = i % 7 == 6 ? 0 : size * norm * 1.1;
            c[10][i] = size * norm;
            c[11][i] = random.nextDouble(1, 100);
        }
        return c;
    }

    private static double[] rotation(SplittableRandom random) {
        double w = random.nextGaussian();
        double x = random.nextGaussian();
        double y = random.nextGaussian();
        double z = random.nextGaussian();
        double l = 2 / (w * w + x * x + y * y + z * z);
        return new double[] {
            1 - l * (y * y + z * z),
            l * (x * y - w * z),
            l * (x * z + w * y),
            l * (x * y + w * z),
            1 - l * (x * x + z * z),
            l * (y * z - w * x),
            l * (x * z - w * y),
            l * (y * z + w * x),
            1 - l * (x * x + y * y)
        };
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldScoreTheBestTurnAlike(int n) {
        double[][] c = covariances(n);
        double[] scalar = new double[n + 1];
        double[] vector = new double[n + 1];
        scalar[n] = 777;
        vector[n] = 777;
        SCALAR.alignedScores(c, n, scalar);
        VECTOR.alignedScores(c, n, vector);
        for (int i = 0; i < n; i++) {
            // Where the smaller singular values cancel, a root of rounding is left.
            assertEquals(scalar[i], vector[i], 5e-8, "lag " + i);
            assertTrue(vector[i] >= -1 && vector[i] <= 1);
        }
        assertEquals(777, vector[n], "written past the last lag");
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldScoreAGivenTurnAlike(int n) {
        double[][] c = covariances(n);
        double[] turn = rotation(new SplittableRandom(3));
        double[] scalar = new double[n];
        double[] vector = new double[n];
        SCALAR.turnedScores(c, turn, n, scalar);
        VECTOR.turnedScores(c, turn, n, vector);
        for (int i = 0; i < n; i++) {
            assertEquals(scalar[i], vector[i], 1e-13, "lag " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldTakeOutTheMeansAlike(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[][] products = random(random, 12, n);
        float[][] window = random(random, 5, n);
        float[] energyLog = random(random, 1, n)[0];
        for (int i = 0; i < n; i++) {
            window[3][i] = i % 6 == 5 ? 0 : 30 + i % 4;
            window[4][i] = 100;
            energyLog[i] += i % 3 == 0 ? 200 : 0;
        }
        double[][] scalar = new double[12][n];
        double[][] vector = new double[12][n];
        SCALAR.centre(products, energyLog, window, n, scalar);
        VECTOR.centre(products, energyLog, window, n, vector);
        for (int k = 0; k < 12; k++) {
            for (int i = 0; i < n; i++) {
                assertEquals(scalar[k][i], vector[k][i], 1e-12 * (1 + Math.abs(scalar[k][i])), k + ", lag " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldWeighEvidenceAlike(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] score = random(random, 1, n)[0];
        double[] weight = new double[n];
        for (int i = 0; i < n; i++) {
            weight[i] = random.nextDouble(0, 500);
            score[i] = switch (i % 9) {
                case 0 -> Float.NaN;
                case 1 -> 1;
                case 2 -> 0;
                case 3 -> 1e-6f;
                case 4 -> Math.nextDown(1f);
                default -> Math.clamp(score[i], -1f, 1f);
            };
        }
        float[] scalar = new float[n];
        float[] vector = new float[n];
        SCALAR.evidence(score, weight, n, scalar);
        VECTOR.evidence(score, weight, n, vector);
        for (int i = 0; i < n; i++) {
            assertEquals(scalar[i], vector[i], 2e-7 * scalar[i] + 1e-12, "score " + score[i]);
        }
    }

    private static float[][] random(SplittableRandom random, int count, int n) {
        float[][] out = new float[count][n];
        for (float[] a : out) {
            for (int i = 0; i < n; i++) {
                a[i] = (float) random.nextGaussian();
            }
        }
        return out;
    }

    @Test
    void shouldBeOfTheLaneInUse() {
        assertEquals(
                Kernels.active().name().startsWith("vector"),
                LagKernels.of(Kernels.active()) instanceof VectorLagKernels);
    }
}
