package dev.syncline.engine.base.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class QuaternionTest {
    private static double[] of(double x, double y, double z) {
        double[] q = new double[4];
        Quaternion.ofRotationVector(x, y, z, q, 0);
        return q;
    }

    private static double[] matrix(double[] q) {
        double[] m = new double[9];
        Quaternion.toMatrix(q, 0, m);
        return m;
    }

    /** Rodrigues' formula, written apart from the code under test. */
    private static double[] rodrigues(double x, double y, double z) {
        double angle = Math.sqrt(x * x + y * y + z * z);
        if (angle == 0) {
            return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
        }
        double ux = x / angle;
        double uy = y / angle;
        double uz = z / angle;
        double s = Math.sin(angle);
        double h = 2 * Math.pow(Math.sin(angle / 2), 2);
        return new double[] {
            1 - h * (uy * uy + uz * uz),
            h * ux * uy - s * uz,
            h * ux * uz + s * uy,
            h * ux * uy + s * uz,
            1 - h * (ux * ux + uz * uz),
            h * uy * uz - s * ux,
            h * ux * uz - s * uy,
            h * uy * uz + s * ux,
            1 - h * (ux * ux + uy * uy)
        };
    }

    @Property
    void shouldTurnAsRodriguesSays(
            @ForAll @DoubleRange(min = -4, max = 4) double x,
            @ForAll @DoubleRange(min = -4, max = 4) double y,
            @ForAll @DoubleRange(min = -4, max = 4) double z) {
        assertArrayEquals(rodrigues(x, y, z), matrix(of(x, y, z)), 1e-14);
    }

    @Property
    void shouldBeExactForSmallTurnsOnBothSidesOfTheSeries(
            @ForAll @Scale(9) @DoubleRange(min = -0.012, max = 0.012) double x,
            @ForAll @Scale(9) @DoubleRange(min = -0.012, max = 0.012) double y,
            @ForAll @Scale(9) @DoubleRange(min = -1e-6, max = 1e-6) double z) {
        double angle = Math.sqrt(x * x + y * y + z * z);
        double[] q = of(x, y, z);
        assertEquals(Math.cos(angle / 2), q[0], 2.3e-16);
        assertEquals(Math.sin(angle / 2), Math.sqrt(q[1] * q[1] + q[2] * q[2] + q[3] * q[3]), 3e-18 + 1e-15 * angle);
    }

    @Property
    void shouldGiveTheRotationVectorBack(
            @ForAll @DoubleRange(min = -1.8, max = 1.8) double x,
            @ForAll @DoubleRange(min = -1.8, max = 1.8) double y,
            @ForAll @DoubleRange(min = -1.8, max = 1.8) double z,
            @ForAll boolean negated) {
        double[] q = of(x, y, z);
        if (negated) {
            for (int i = 0; i < 4; i++) {
                q[i] = -q[i]; // the same turn
            }
        }
        double[] v = new double[5];
        Quaternion.toRotationVector(q, 0, v, 2);
        double angle = Math.sqrt(x * x + y * y + z * z);
        if (angle < Math.PI) {
            assertArrayEquals(new double[] {0, 0, x, y, z}, v, 1e-13);
        }
    }

    @Test
    void shouldKeepTheDigitsOfATinyTurn() {
        double[] v = new double[3];
        Quaternion.toRotationVector(of(3e-11, -4e-12, 1e-300), 0, v, 0);
        assertEquals(3e-11, v[0], 1e-25);
        assertEquals(-4e-12, v[1], 1e-26);
    }

    @Property
    void shouldMultiplyLikeMatrices(
            @ForAll @DoubleRange(min = -3, max = 3) double ax,
            @ForAll @DoubleRange(min = -3, max = 3) double ay,
            @ForAll @DoubleRange(min = -3, max = 3) double az,
            @ForAll @DoubleRange(min = -3, max = 3) double bx,
            @ForAll @DoubleRange(min = -3, max = 3) double by) {
        double[] a = of(ax, ay, az);
        double[] b = of(bx, by, 0.7);
        double[] ab = new double[4];
        Quaternion.multiply(a, 0, b, 0, ab, 0);
        assertArrayEquals(Matrix3.of(matrix(a)).times(Matrix3.of(matrix(b))).rowMajor(), matrix(ab), 1e-14);
        double[] intoA = a.clone();
        Quaternion.multiply(intoA, 0, b, 0, intoA, 0);
        assertArrayEquals(ab, intoA);
        double[] intoB = b.clone();
        Quaternion.multiply(a, 0, intoB, 0, intoB, 0);
        assertArrayEquals(ab, intoB);
    }

    @Test
    void shouldScaleToUnitLengthWhereItStands() {
        double[] q = {9, 3, -4, 12, 0, 9};
        Quaternion.normalize(q, 1);
        assertArrayEquals(new double[] {9, 3 / 13.0, -4 / 13.0, 12 / 13.0, 0, 9}, q, 1e-16);
    }

    @Property
    void shouldMeasureTheAngleOfAMatrix(
            @ForAll @DoubleRange(min = -1, max = 1) double x,
            @ForAll @DoubleRange(min = -1, max = 1) double y,
            @ForAll @Scale(5) @DoubleRange(min = 0, max = 3.14159) double angle) {
        double z = 0.3;
        double scale = angle / Math.sqrt(x * x + y * y + z * z);
        Matrix3 r = Matrix3.ofRotationVector(scale * x, scale * y, scale * z);
        assertEquals(angle, r.angleRad(), 1e-14);
        assertEquals(angle, r.transposed().angleRad(), 1e-14);
    }

    @Test
    void shouldMeasureATinyAngleOfAMatrix() {
        assertEquals(1e-12, Matrix3.ofRotationVector(0, 1e-12, 0).angleRad(), 1e-26);
        assertEquals(0, Matrix3.ofRotationVector(0, 0, 0).angleRad());
    }

    @Property
    void shouldUndoATurnByItsTranspose(
            @ForAll @DoubleRange(min = -3, max = 3) double x,
            @ForAll @DoubleRange(min = -3, max = 3) double y,
            @ForAll @DoubleRange(min = -3, max = 3) double z) {
        Matrix3 r = Matrix3.ofRotationVector(x, y, z);
        double[] one = Matrix3.IDENTITY.rowMajor();
        assertArrayEquals(one, r.times(r.transposed()).rowMajor(), 1e-14);
        assertArrayEquals(one, r.times(Matrix3.ofRotationVector(-x, -y, -z)).rowMajor(), 1e-14);
    }

    @Test
    void shouldMultiplyMatricesRowsByColumns() {
        Matrix3 a = Matrix3.of(1, 2, 3, 4, 5, 6, 7, 8, 10);
        Matrix3 b = Matrix3.of(2, 0, 1, -1, 3, 0, 0, 1, 1);
        assertEquals(Matrix3.of(0, 9, 4, 3, 21, 10, 6, 34, 17), a.times(b));
        assertEquals(Matrix3.of(1, 4, 7, 2, 5, 8, 3, 6, 10), a.transposed());
        assertEquals(-3, a.determinant(), 1e-12);
        assertEquals(6, a.at(1, 2));
        assertNotEquals(a, b);
    }

    @Test
    void shouldKeepItsElementsToItself() {
        double[] given = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Matrix3 m = Matrix3.of(given);
        given[0] = 100;
        m.rowMajor()[1] = 100;
        assertEquals(Matrix3.of(1, 2, 3, 4, 5, 6, 7, 8, 9), m);
        assertThrows(IllegalArgumentException.class, () -> Matrix3.of(new double[8]));
    }

    @Test
    void shouldComeBackFromItsMatrixWhateverTheAngle() {
        double[][] vectors = {{0, 0, 0}, {0.3, -0.2, 0.1}, {Math.PI, 0, 0}, {0, -3.1, 0.2}, {0, 0, 3}, {-2, 2, -1}};
        for (double[] v : vectors) {
            Matrix3 turn = Matrix3.ofRotationVector(v[0], v[1], v[2]);
            double[] q = new double[4];
            Quaternion.ofMatrix(turn.rowMajor(), q, 0);
            double[] back = new double[9];
            Quaternion.toMatrix(q, 0, back);
            assertArrayEquals(turn.rowMajor(), back, 1e-12);
            assertTrue(q[0] >= 0);
        }
    }
}
