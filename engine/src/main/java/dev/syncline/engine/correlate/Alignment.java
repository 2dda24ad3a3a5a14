package dev.syncline.engine.correlate;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The best turn between two sets of vectors (Wahba's problem). For a cross-covariance {@code C[a][b] = Σ v_a·g_b}, the
 * largest {@code Σ v·(R g)} over proper rotations R is the sum of C's singular values, the smallest with the sign of
 * C's determinant; R is {@code U·diag(1, 1, det(U Vᵀ))·Vᵀ}. Source: Markley, "Attitude determination using vector
 * observations and the singular value decomposition" (1988).
 */
public final class Alignment {
    private Alignment() {}

    /** Largest {@code Σ v·(R g)} over proper rotations; c is 3×3, row-major. */
    public static double best(double[] c) {
        // Largest eigenvalue of S = CᵀC by the trigonometric formula; its root is the largest singular value.
        double s00 = c[0] * c[0] + c[3] * c[3] + c[6] * c[6];
        double s11 = c[1] * c[1] + c[4] * c[4] + c[7] * c[7];
        double s22 = c[2] * c[2] + c[5] * c[5] + c[8] * c[8];
        double s01 = c[0] * c[1] + c[3] * c[4] + c[6] * c[7];
        double s02 = c[0] * c[2] + c[3] * c[5] + c[6] * c[8];
        double s12 = c[1] * c[2] + c[4] * c[5] + c[7] * c[8];
        double mean = (s00 + s11 + s22) / 3;
        if (!(mean > 0)) {
            return 0;
        }
        double a = s00 - mean;
        double b = s11 - mean;
        double d = s22 - mean;
        double p2 = (a * a + b * b + d * d + 2 * (s01 * s01 + s02 * s02 + s12 * s12)) / 6;
        double p = Math.sqrt(p2);
        double e0 = mean;
        if (p > 1e-14 * mean) {
            double det = a * (b * d - s12 * s12) - s01 * (s01 * d - s12 * s02) + s02 * (s01 * s12 - b * s02);
            double cos = Math.clamp(det / (2 * p2 * p), -1, 1);
            e0 = mean + 2 * p * Math.cos(Math.acos(cos) / 3);
        }
        double detC = c[0] * (c[4] * c[8] - c[5] * c[7])
                - c[1] * (c[3] * c[8] - c[5] * c[6])
                + c[2] * (c[3] * c[7] - c[4] * c[6]);
        double s0 = Math.sqrt(e0);
        // (s1 ± s2)² = s1² + s2² ± 2·s1·s2, and s0·s1·s2 = |det C|: the small eigenvalues, which lose their digits
        // where
        // the motion is about one axis, are not needed.
        return s0 + Math.sqrt(Math.max(0, 3 * mean - e0 + 2 * detC / s0));
    }

    /** {@code Σ v·(R g)} for a given turn, both 3×3, row-major. */
    public static double along(double[] c, double[] r) {
        double sum = 0;
        for (int k = 0; k < 9; k++) {
            sum += c[k] * r[k];
        }
        return sum;
    }

    /** The proper rotation, 3×3 row-major, that takes g nearest to v. */
    public static double[] rotation(double[] c) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(3, 3, true, true, false);
        if (!svd.decompose(DMatrixRMaj.wrap(3, 3, c.clone()))) {
            throw new IllegalArgumentException("cross-covariance is not finite");
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj vt = svd.getV(null, true);
        int smallest = smallest(svd.getSingularValues());
        double[] r = compose(u, vt, -1, 0);
        double det = r[0] * (r[4] * r[8] - r[5] * r[7])
                - r[1] * (r[3] * r[8] - r[5] * r[6])
                + r[2] * (r[3] * r[7] - r[4] * r[6]);
        return det > 0 ? r : compose(u, vt, smallest, -1);
    }

    private static int smallest(double[] w) {
        int at = 0;
        for (int i = 1; i < 3; i++) {
            if (w[i] <= w[at]) {
                at = i;
            }
        }
        return at;
    }

    private static double[] compose(DMatrixRMaj u, DMatrixRMaj vt, int flipped, double flip) {
        double[] r = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    r[3 * i + j] += u.get(i, k) * (k == flipped ? flip : 1) * vt.get(k, j);
                }
            }
        }
        return r;
    }
}
