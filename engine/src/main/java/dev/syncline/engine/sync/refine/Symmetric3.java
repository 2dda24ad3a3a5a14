package dev.syncline.engine.sync.refine;

/**
 * Symmetric positive 3×3 systems, kept as {@code xx, xy, yy, xz, yz, zz}: solved in place of a library call that would
 * cost more than the sums.
 */
final class Symmetric3 {
    static final int SIZE = 6;

    private Symmetric3() {}

    /** Writes the inverse of {@code m + ridge·1} to {@code out} (which may be m), both at {@code at}. */
    static void invert(double[] m, int at, double ridge, double[] out, int outAt) {
        double l00 = 1 / Math.sqrt(m[at] + ridge);
        double m10 = m[at + 1] * l00;
        double m20 = m[at + 3] * l00;
        double l11 = 1 / Math.sqrt(m[at + 2] + ridge - m10 * m10);
        double m21 = (m[at + 4] - m20 * m10) * l11;
        double l22 = 1 / Math.sqrt(m[at + 5] + ridge - m20 * m20 - m21 * m21);
        // The triangle's inverse, then its square.
        double l10 = -m10 * l00 * l11;
        double l21 = -m21 * l11 * l22;
        double l20 = -(m20 * l00 + m21 * l10) * l22;
        out[outAt] = l00 * l00 + l10 * l10 + l20 * l20;
        out[outAt + 1] = l10 * l11 + l20 * l21;
        out[outAt + 2] = l11 * l11 + l21 * l21;
        out[outAt + 3] = l20 * l22;
        out[outAt + 4] = l21 * l22;
        out[outAt + 5] = l22 * l22;
    }

    /** Writes {@code m·(x, y, z)} to the first three of {@code out}. */
    static void multiply(double[] m, int at, double x, double y, double z, double[] out) {
        out[0] = m[at] * x + m[at + 1] * y + m[at + 3] * z;
        out[1] = m[at + 1] * x + m[at + 2] * y + m[at + 4] * z;
        out[2] = m[at + 3] * x + m[at + 4] * y + m[at + 5] * z;
    }
}
