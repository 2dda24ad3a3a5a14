package dev.syncline.engine.base.geometry;

/** Unit quaternions in flat arrays {@code w, x, y, z}, and rotation vectors: the arithmetic of hot loops. */
public final class Quaternion {
    private Quaternion() {}

    /** Writes the product {@code a·b} to {@code out} (which may be a or b). */
    public static void multiply(double[] a, int aAt, double[] b, int bAt, double[] out, int at) {
        double aw = a[aAt];
        double ax = a[aAt + 1];
        double ay = a[aAt + 2];
        double az = a[aAt + 3];
        double bw = b[bAt];
        double bx = b[bAt + 1];
        double by = b[bAt + 2];
        double bz = b[bAt + 3];
        out[at] = aw * bw - ax * bx - ay * by - az * bz;
        out[at + 1] = aw * bx + ax * bw + ay * bz - az * by;
        out[at + 2] = aw * by - ax * bz + ay * bw + az * bx;
        out[at + 3] = aw * bz + ax * by - ay * bx + az * bw;
    }

    /** Writes the turn by the rotation vector x, y, z (rad) to {@code out}. */
    public static void ofRotationVector(double x, double y, double z, double[] out, int at) {
        double angle2 = x * x + y * y + z * z;
        double w;
        double s;
        if (angle2 < 1e-4) {
            // Taylor to the sixth order: exact to double precision for angles below 0.01 rad, and no trigonometry.
            w = 1 - angle2 / 8 * (1 - angle2 / 48);
            s = 0.5 - angle2 / 48 * (1 - angle2 / 80);
        } else {
            double angle = Math.sqrt(angle2);
            w = Math.cos(angle / 2);
            s = Math.sin(angle / 2) / angle;
        }
        out[at] = w;
        out[at + 1] = s * x;
        out[at + 2] = s * y;
        out[at + 3] = s * z;
    }

    /** Writes the rotation vector (rad, shortest) of a unit quaternion to {@code out}. */
    public static void toRotationVector(double[] q, int qAt, double[] out, int at) {
        double sign = q[qAt] < 0 ? -1 : 1;
        double w = sign * q[qAt];
        double x = sign * q[qAt + 1];
        double y = sign * q[qAt + 2];
        double z = sign * q[qAt + 3];
        double s = Math.sqrt(x * x + y * y + z * z);
        double k = s < 1e-9 ? 2 / w : 2 * Math.atan2(s, w) / s;
        out[at] = k * x;
        out[at + 1] = k * y;
        out[at + 2] = k * z;
    }

    /** Writes the 3×3 matrix, row-major, of a unit quaternion to {@code m}. */
    public static void toMatrix(double[] q, int qAt, double[] m) {
        double w = q[qAt];
        double x = q[qAt + 1];
        double y = q[qAt + 2];
        double z = q[qAt + 3];
        m[0] = 1 - 2 * (y * y + z * z);
        m[1] = 2 * (x * y - w * z);
        m[2] = 2 * (x * z + w * y);
        m[3] = 2 * (x * y + w * z);
        m[4] = 1 - 2 * (x * x + z * z);
        m[5] = 2 * (y * z - w * x);
        m[6] = 2 * (x * z - w * y);
        m[7] = 2 * (y * z + w * x);
        m[8] = 1 - 2 * (x * x + y * y);
    }

    /** Writes the unit quaternion, w not negative, of a turn's 3×3 matrix, row-major, to {@code out}. */
    public static void ofMatrix(double[] m, double[] out, int at) {
        // Four times the squares of w, x, y and z: the largest is divided by (Shepperd, 1978).
        double[] squares = {
            1 + m[0] + m[4] + m[8], 1 + m[0] - m[4] - m[8], 1 - m[0] + m[4] - m[8], 1 - m[0] - m[4] + m[8]
        };
        int largest = 0;
        for (int i = 1; i < 4; i++) {
            largest = squares[i] > squares[largest] ? i : largest;
        }
        double wx = m[7] - m[5];
        double wy = m[2] - m[6];
        double wz = m[3] - m[1];
        double xy = m[1] + m[3];
        double xz = m[2] + m[6];
        double yz = m[5] + m[7];
        double[][] rows = {
            {squares[0], wx, wy, wz}, {wx, squares[1], xy, xz}, {wy, xy, squares[2], yz}, {wz, xz, yz, squares[3]}
        };
        double sign = rows[largest][0] < 0 ? -1 : 1;
        for (int i = 0; i < 4; i++) {
            out[at + i] = sign * rows[largest][i];
        }
        normalize(out, at);
    }

    /** Scales to unit length in place. */
    public static void normalize(double[] q, int at) {
        double n = 1 / Math.sqrt(q[at] * q[at] + q[at + 1] * q[at + 1] + q[at + 2] * q[at + 2] + q[at + 3] * q[at + 3]);
        for (int i = 0; i < 4; i++) {
            q[at + i] *= n;
        }
    }
}
