package dev.syncline.engine.sync.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.Quaternion;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestTurnTest {
    private static double norm(double[] c) {
        double sum = 0;
        for (double v : c) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    private static double det(double[] m) {
        return CommonOps_DDRM.det(DMatrixRMaj.wrap(3, 3, m));
    }

    /** Sum of EJML's singular values, the smallest with the determinant's sign. */
    private static double bySingularValues(double[] c) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(3, 3, false, false, false);
        assertTrue(svd.decompose(DMatrixRMaj.wrap(3, 3, c.clone())));
        double[] w = svd.getSingularValues().clone();
        Arrays.sort(w);
        return w[2] + w[1] + Math.copySign(w[0], det(c));
    }

    private static Matrix3 randomTurn(SplittableRandom random) {
        double[] q = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        Quaternion.normalize(q, 0);
        double[] m = new double[9];
        Quaternion.toMatrix(q, 0, m);
        return Matrix3.of(m);
    }

    private static void check(double[] c) {
        double norm = norm(c);
        Matrix3 cross = Matrix3.of(c);
        double best = BestTurn.best(cross);
        // A singular value near 0 is a square root of rounding errors; a score needs no more than seven digits.
        assertEquals(bySingularValues(c), best, 1e-7 * norm, () -> Arrays.toString(c));
        Matrix3 r = BestTurn.rotation(cross);
        assertEquals(1, r.determinant(), 1e-12, () -> Arrays.toString(c));
        double[] gram = r.times(r.transposed()).rowMajor();
        for (int k = 0; k < 9; k++) {
            assertEquals(k % 4 == 0 ? 1 : 0, gram[k], 1e-12);
        }
        assertEquals(best, BestTurn.along(cross, r), 1e-7 * norm, () -> Arrays.toString(c));
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(c));
        for (int i = 0; i < 200; i++) {
            double other = BestTurn.along(cross, randomTurn(random));
            assertTrue(other <= best + 1e-7 * norm, () -> other + " beats " + best + " of " + Arrays.toString(c));
        }
    }

    @Provide
    Arbitrary<double[]> matrices() {
        return Arbitraries.doubles()
                .between(-1, 1)
                .ofScale(6)
                .array(double[].class)
                .ofSize(9);
    }

    @Provide
    Arbitrary<double[]> vectors() {
        return Arbitraries.doubles()
                .between(-1, 1)
                .ofScale(6)
                .array(double[].class)
                .ofSize(3);
    }

    @Property(tries = 300)
    void shouldBeatEveryOtherTurn(@ForAll("matrices") double[] c) {
        check(c);
    }

    @Property(tries = 100)
    void shouldHoldForOneOrTwoAxesOfMotion(
            @ForAll("vectors") double[] v,
            @ForAll("vectors") double[] g,
            @ForAll("vectors") double[] w,
            @ForAll boolean second) {
        double[] c = new double[9];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                c[3 * a + b] = v[a] * g[b] + (second ? w[a] * v[b] : 0);
            }
        }
        check(c);
        if (!second) {
            double lengths =
                    Math.sqrt((v[0] * v[0] + v[1] * v[1] + v[2] * v[2]) * (g[0] * g[0] + g[1] * g[1] + g[2] * g[2]));
            assertEquals(lengths, BestTurn.best(Matrix3.of(c)), 1e-7 * lengths);
        }
    }

    @Property(tries = 200)
    void shouldFindTheTurnThatMadeTheData(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix3 turn = randomTurn(random);
        double[] c = new double[9];
        double energy = 0;
        for (int i = 0; i < 40; i++) {
            double[] g = {random.nextGaussian(), 0.5 * random.nextGaussian(), 0.2 * random.nextGaussian()};
            for (int a = 0; a < 3; a++) {
                double v = turn.at(a, 0) * g[0] + turn.at(a, 1) * g[1] + turn.at(a, 2) * g[2];
                energy += v * v;
                for (int b = 0; b < 3; b++) {
                    c[3 * a + b] += v * g[b];
                }
            }
        }
        assertEquals(energy, BestTurn.best(Matrix3.of(c)), 1e-9 * energy);
        assertEquals(0, turn.angleToRad(BestTurn.rotation(Matrix3.of(c))), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-20, 1e-6, 1, 1e20})
    void shouldNotDependOnTheUnit(double scale) {
        double[] c = {0.2, -0.5, 0.1, 0.7, 0.3, -0.9, 0.4, 0.4, -0.1};
        double one = BestTurn.best(Matrix3.of(c));
        assertEquals(
                one,
                BestTurn.best(Matrix3.of(Arrays.stream(c).map(v -> v * scale).toArray())) / scale,
                1e-10);
    }

    @Test
    void shouldHoldForMatricesWithoutADirectionOfTheirOwn() {
        check(new double[9]);
        check(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        check(new double[] {-1, 0, 0, 0, -1, 0, 0, 0, -1});
        check(new double[] {1, 0, 0, 0, 1, 0, 0, 0, -1});
        check(new double[] {0, 0, 0, 0, 0, 0, 0, 0, -4});
        check(new double[] {0, 1, 0, 1, 0, 0, 0, 0, 1e-9});
        check(new double[] {3, 0, 0, 0, 2, 0, 0, 0, 1e-17});
        assertEquals(0, BestTurn.best(Matrix3.of(new double[9])));
        // A mirrored log: one axis must be given up.
        assertEquals(1, BestTurn.best(Matrix3.of(1, 0, 0, 0, 1, 0, 0, 0, -1)), 1e-12);
    }

    @Test
    void shouldNotMakeATurnOfWhatIsNotFinite() {
        Matrix3 c = Matrix3.of(1, 0, 0, 0, Double.NaN, 0, 0, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> BestTurn.rotation(c));
    }
}
