package dev.syncline.engine.synthetic;

/** Rotation matrices for checking, row-major; written apart from the code under test. */
final class Rotations {
    private Rotations() {}

    /** Power series of the exponential of a rotation vector, for small angles. */
    static double[] of(double x, double y, double z) {
        double[] k = {0, -z, y, z, 0, -x, -y, x, 0};
        double[] sum = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        double[] power = sum.clone();
        for (int n = 1; n <= 12; n++) {
            power = product(power, k);
            for (int i = 0; i < 9; i++) {
                power[i] /= n;
                sum[i] += power[i];
            }
        }
        return sum;
    }

    static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
            }
        }
        return c;
    }

    static double[] transposed(double[] m) {
        return new double[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
    }

    static double[] apply(double[] m, double[] v) {
        return new double[] {
            m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
            m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]
        };
    }

    /** From the skew part, which keeps small angles exact. */
    static double angleBetween(double[] a, double[] b) {
        double[] d = product(transposed(a), b);
        double sine = Math.sqrt(Math.pow(d[7] - d[5], 2) + Math.pow(d[2] - d[6], 2) + Math.pow(d[3] - d[1], 2)) / 2;
        return Math.atan2(sine, (d[0] + d[4] + d[8] - 1) / 2);
    }
}
