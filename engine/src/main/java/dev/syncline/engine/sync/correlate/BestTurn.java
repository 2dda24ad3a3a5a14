package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.kernel.ScalarLagKernels;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The best turn between two sets of vectors (Wahba's problem). For a cross-covariance {@code C[a][b] = Σ v_a·g_b}, the
 * largest {@code Σ v·(R g)} over proper rotations R is the sum of C's singular values, the smallest with the sign of
 * C's determinant; R is {@code U·diag(1, 1, det(U Vᵀ))·Vᵀ}. Source: Markley, "Attitude determination using vector
 * observations and the singular value decomposition" (1988).
 */
public final class BestTurn {
    private BestTurn() {}

    /** Largest {@code Σ v·(R g)} over proper rotations. */
    public static double best(Matrix3 c) {
        return ScalarLagKernels.bestAlignment(c.rowMajor());
    }

    /** {@code Σ v·(R g)} for a given turn. */
    public static double along(Matrix3 covariance, Matrix3 turn) {
        double[] c = covariance.rowMajor();
        double[] r = turn.rowMajor();
        double sum = 0;
        for (int k = 0; k < 9; k++) {
            sum += c[k] * r[k];
        }
        return sum;
    }

    /** The proper rotation that takes g nearest to v. */
    public static Matrix3 rotation(Matrix3 c) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(3, 3, true, true, false);
        if (!svd.decompose(DMatrixRMaj.wrap(3, 3, c.rowMajor()))) {
            throw new IllegalArgumentException("cross-covariance is not finite");
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj vt = svd.getV(null, true);
        int smallest = smallest(svd.getSingularValues());
        Matrix3 r = compose(u, vt, -1, 0);
        return r.determinant() > 0 ? r : compose(u, vt, smallest, -1);
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

    private static Matrix3 compose(DMatrixRMaj u, DMatrixRMaj vt, int flipped, double flip) {
        double[] r = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    r[3 * i + j] += u.get(i, k) * (k == flipped ? flip : 1) * vt.get(k, j);
                }
            }
        }
        return Matrix3.of(r);
    }
}
