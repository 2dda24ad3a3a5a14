package dev.syncline.engine.refine;

/** Symmetric positive 3×3 systems, row-major, solved in place of a library call that would cost more than the sums. */
final class Symmetric3 {
    private Symmetric3() {}

    /** Solves {@code m·x = right}. */
    static void solve(double[] m, double[] right, double[] x) {
        double l00 = Math.sqrt(m[0]);
        double l10 = m[3] / l00;
        double l20 = m[6] / l00;
        double l11 = Math.sqrt(m[4] - l10 * l10);
        double l21 = (m[7] - l20 * l10) / l11;
        double l22 = Math.sqrt(m[8] - l20 * l20 - l21 * l21);
        double y0 = right[0] / l00;
        double y1 = (right[1] - l10 * y0) / l11;
        double y2 = (right[2] - l20 * y0 - l21 * y1) / l22;
        x[2] = y2 / l22;
        x[1] = (y1 - l21 * x[2]) / l11;
        x[0] = (y0 - l10 * x[1] - l20 * x[2]) / l00;
    }
}
