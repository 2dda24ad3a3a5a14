package dev.syncline.engine.refine;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What a camera's motion through the scene adds to each pair of frames. A step along t moves the point in direction p
 * by {@code ρ·(t − (t·p)p)}, ρ its inverse depth: along one known line in the picture, by an unknown amount. So, for
 * each pair: the direction that leaves the least across those lines, and the mean and the spread of what lies along
 * them. A camera that only turns has neither, and keeps both directions of every residual.
 */
final class PairParallax {
    /** Pairs on either side whose points help to find a pair's direction. */
    private static final int NEIGHBOURS = 2;

    private final WindowResiduals residuals;
    private final WindowObservations seen;
    final double[] direction; // unit: double[3·pairs]
    final double[] mean; // ρ·|t|, rad: double[pairs]
    final double[] spread; // standard deviation of the same, rad: double[pairs]

    PairParallax(WindowResiduals residuals) {
        this.residuals = residuals;
        this.seen = residuals.seen;
        direction = new double[3 * seen.pairs];
        mean = new double[seen.pairs];
        spread = new double[seen.pairs];
    }

    /** No translation anywhere. */
    void clear() {
        Arrays.fill(direction, 0);
        Arrays.fill(mean, 0);
        Arrays.fill(spread, 0);
    }

    /**
     * Finds direction, mean and spread of every pair from the present residuals.
     *
     * @param weight trust in each observation, 0 to 1
     * @param sigma noise of a residual in each pair, rad
     */
    void update(double[] weight, double[] sigma) {
        double[][] n = new double[seen.pairs][6];
        double[][] b = new double[seen.pairs][6];
        for (int k = 0; k < seen.pairs; k++) {
            accumulate(k, weight, 1 / (sigma[k] * sigma[k]), n[k], b[k]);
        }
        for (int k = 0; k < seen.pairs; k++) {
            double[] nn = new double[6];
            double[] bb = new double[6];
            for (int j = Math.max(0, k - NEIGHBOURS); j <= Math.min(seen.pairs - 1, k + NEIGHBOURS); j++) {
                double share = 1.0 / (1 + Math.abs(j - k));
                for (int e = 0; e < 6; e++) {
                    nn[e] += share * n[j][e];
                    bb[e] += share * b[j][e];
                }
            }
            double[] t = leastAcross(nn, bb);
            System.arraycopy(t, 0, direction, 3 * k, 3);
            moments(k, weight, sigma[k]);
        }
    }

    private void accumulate(int k, double[] weight, double scale, double[] n, double[] b) {
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            double w = residuals.valid[o] ? weight[o] * scale : 0;
            if (w == 0) {
                continue;
            }
            int i = 3 * o;
            double ru = residuals.residual[2 * o];
            double rv = residuals.residual[2 * o + 1];
            // p × (ru·u + rv·v) = ru·v − rv·u
            double nx = ru * residuals.across2[i] - rv * residuals.across1[i];
            double ny = ru * residuals.across2[i + 1] - rv * residuals.across1[i + 1];
            double nz = ru * residuals.across2[i + 2] - rv * residuals.across1[i + 2];
            double px = residuals.predicted[i];
            double py = residuals.predicted[i + 1];
            double pz = residuals.predicted[i + 2];
            addSymmetric(n, w, nx, ny, nz);
            b[0] += w * (1 - px * px);
            b[1] -= w * px * py;
            b[2] -= w * px * pz;
            b[3] += w * (1 - py * py);
            b[4] -= w * py * pz;
            b[5] += w * (1 - pz * pz);
        }
    }

    private static void addSymmetric(double[] m, double w, double x, double y, double z) {
        m[0] += w * x * x;
        m[1] += w * x * y;
        m[2] += w * x * z;
        m[3] += w * y * y;
        m[4] += w * y * z;
        m[5] += w * z * z;
    }

    /** Unit vector t with the least tᵀNt / tᵀBt: B takes off what noise alone would show. */
    private static double[] leastAcross(double[] n, double[] b) {
        DMatrixRMaj bm = full(b);
        for (int a = 0; a < 3; a++) {
            bm.add(a, a, 1e-9 * (b[0] + b[3] + b[5]) + 1e-30);
        }
        DMatrixRMaj lower = bm.copy();
        var cholesky = DecompositionFactory_DDRM.chol(3, true);
        if (!cholesky.decompose(lower)) {
            return new double[] {0, 0, 1};
        }
        DMatrixRMaj inverse = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.invert(cholesky.getT(null), inverse);
        DMatrixRMaj half = new DMatrixRMaj(3, 3);
        DMatrixRMaj white = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.mult(inverse, full(n), half);
        CommonOps_DDRM.multTransB(half, inverse, white);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, true, true);
        if (!eigen.decompose(white)) {
            return new double[] {0, 0, 1};
        }
        int least = 0;
        for (int i = 1; i < 3; i++) {
            if (eigen.getEigenvalue(i).getReal() < eigen.getEigenvalue(least).getReal()) {
                least = i;
            }
        }
        DMatrixRMaj vector = eigen.getEigenVector(least);
        double[] t = new double[3];
        double norm = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                t[i] += inverse.get(j, i) * vector.get(j);
            }
            norm += t[i] * t[i];
        }
        norm = Math.sqrt(norm);
        for (int i = 0; i < 3; i++) {
            t[i] /= norm;
        }
        return t;
    }

    private static DMatrixRMaj full(double[] s) {
        return new DMatrixRMaj(3, 3, true, s[0], s[1], s[2], s[1], s[3], s[4], s[2], s[4], s[5]);
    }

    private void moments(int k, double[] weight, double sigma) {
        double gg = 0;
        double ga = 0;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            double w = residuals.valid[o] ? weight[o] : 0;
            if (w > 0) {
                double du = alongU(k, o);
                double dv = alongV(k, o);
                gg += w * (du * du + dv * dv);
                ga += w * (du * residuals.residual[2 * o] + dv * residuals.residual[2 * o + 1]);
            }
        }
        mean[k] = gg > 0 ? ga / gg : 0;
        double excess = 0;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            double w = residuals.valid[o] ? weight[o] : 0;
            if (w > 0) {
                double du = alongU(k, o);
                double dv = alongV(k, o);
                double g2 = du * du + dv * dv;
                double a = du * residuals.residual[2 * o] + dv * residuals.residual[2 * o + 1] - mean[k] * g2;
                excess += w * (a * a - sigma * sigma * g2);
            }
        }
        spread[k] = gg > 0 ? Math.sqrt(Math.max(0, excess / gg)) : 0;
    }

    /** Component of the pair's direction along the observation's first residual axis. */
    double alongU(int k, int o) {
        return dot(k, residuals.across1, 3 * o);
    }

    /** Component of the pair's direction along the observation's second residual axis. */
    double alongV(int k, int o) {
        return dot(k, residuals.across2, 3 * o);
    }

    private double dot(int k, double[] v, int i) {
        return direction[3 * k] * v[i] + direction[3 * k + 1] * v[i + 1] + direction[3 * k + 2] * v[i + 2];
    }
}
