package dev.syncline.engine.base.geometry;

import java.util.Arrays;

/** A 3×3 matrix: a turn, a mounting, a cross-covariance. */
public final class Matrix3 {
    /** Changes nothing. */
    public static final Matrix3 IDENTITY = of(1, 0, 0, 0, 1, 0, 0, 0, 1);

    private final double[] e; // row-major; never handed out

    private Matrix3(double[] e) {
        this.e = e;
    }

    /**
     * A matrix of its elements, which are copied.
     *
     * @param rowMajor double[9], or longer: the first nine
     * @throws IllegalArgumentException when there are fewer
     */
    public static Matrix3 of(double... rowMajor) {
        if (rowMajor.length < 9) {
            throw new IllegalArgumentException("a 3×3 matrix has 9 elements: " + rowMajor.length);
        }
        return new Matrix3(Arrays.copyOf(rowMajor, 9));
    }

    /** The turn by a rotation vector (rad). */
    public static Matrix3 ofRotationVector(double x, double y, double z) {
        double[] q = new double[4];
        Quaternion.ofRotationVector(x, y, z, q, 0);
        double[] m = new double[9];
        Quaternion.toMatrix(q, 0, m);
        return new Matrix3(m);
    }

    /** The element at row and column, 0 to 2 each. */
    public double at(int row, int column) {
        return e[3 * row + column];
    }

    /** A copy of the elements for inner loops: double[9], row-major. */
    public double[] rowMajor() {
        return e.clone();
    }

    /** The product {@code this·b}. */
    public Matrix3 times(Matrix3 b) {
        double[] c = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[3 * i + j] = e[3 * i] * b.e[j] + e[3 * i + 1] * b.e[3 + j] + e[3 * i + 2] * b.e[6 + j];
            }
        }
        return new Matrix3(c);
    }

    /** The transpose: of a turn, its inverse. */
    public Matrix3 transposed() {
        return new Matrix3(new double[] {e[0], e[3], e[6], e[1], e[4], e[7], e[2], e[5], e[8]});
    }

    /** The determinant: 1 for a turn, −1 for a mirror image. */
    public double determinant() {
        return e[0] * (e[4] * e[8] - e[5] * e[7])
                - e[1] * (e[3] * e[8] - e[5] * e[6])
                + e[2] * (e[3] * e[7] - e[4] * e[6]);
    }

    /** Angle of a turn, rad, in [0, π]. */
    public double angleRad() {
        // From the antisymmetric part too: the trace alone loses half the digits near 0.
        double sx = e[7] - e[5];
        double sy = e[2] - e[6];
        double sz = e[3] - e[1];
        double sin = Math.sqrt(sx * sx + sy * sy + sz * sz) / 2;
        double cos = (e[0] + e[4] + e[8] - 1) / 2;
        return Math.atan2(sin, cos);
    }

    /** Of a turn by less than π its axis times its angle, rad: double[3]. */
    public double[] rotationVector() {
        double angle = angleRad();
        double k = angle < 1e-8 ? 0.5 : angle / (2 * Math.sin(angle));
        return new double[] {k * (e[7] - e[5]), k * (e[2] - e[6]), k * (e[3] - e[1])};
    }

    /** The angle between this turn and another, rad. */
    public double angleToRad(Matrix3 other) {
        return transposed().times(other).angleRad();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix3 m && Arrays.equals(e, m.e);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(e);
    }

    @Override
    public String toString() {
        return Arrays.toString(e);
    }
}
