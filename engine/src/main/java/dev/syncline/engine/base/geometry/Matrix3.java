package dev.syncline.engine.base.geometry;

/** 3×3 matrices as {@code double[9]}, row-major. */
public final class Matrix3 {
    private Matrix3() {}

    /** The product {@code a·b}. */
    public static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
            }
        }
        return c;
    }

    /** The transpose. */
    public static double[] transpose(double[] a) {
        return new double[] {a[0], a[3], a[6], a[1], a[4], a[7], a[2], a[5], a[8]};
    }

    /** The turn by a rotation vector (rad). */
    public static double[] ofRotationVector(double x, double y, double z) {
        double[] q = new double[4];
        Quaternion.ofRotationVector(x, y, z, q, 0);
        double[] m = new double[9];
        Quaternion.toMatrix(q, 0, m);
        return m;
    }

    /** Angle of a rotation matrix, rad, in [0, π]. */
    public static double angle(double[] r) {
        // From the antisymmetric part too: the trace alone loses half the digits near 0.
        double sx = r[7] - r[5];
        double sy = r[2] - r[6];
        double sz = r[3] - r[1];
        double sin = Math.sqrt(sx * sx + sy * sy + sz * sz) / 2;
        double cos = (r[0] + r[4] + r[8] - 1) / 2;
        return Math.atan2(sin, cos);
    }
}
