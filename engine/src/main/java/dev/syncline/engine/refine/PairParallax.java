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
    final double[] meanPrior2; // square of what the mean may be, rad²; 0 where there is none: double[pairs]

    PairParallax(WindowResiduals residuals) {
        this.residuals = residuals;
        this.seen = residuals.seen;
        direction = new double[3 * seen.pairs];
        mean = new double[seen.pairs];
        spread = new double[seen.pairs];
        meanPrior2 = new double[seen.pairs];
    }

    /** No translation anywhere. */
    void clear() {
        Arrays.fill(direction, 0);
        Arrays.fill(mean, 0);
        Arrays.fill(spread, 0);
        Arrays.fill(meanPrior2, 0);
    }

    /**
     * Finds direction, mean and spread of every pair from the present residuals.
     *
     * @param weight trust in each observation, 0 to 1
     * @param covariance of each residual but for parallax, rad²: uu, uv, vv
     */
    void update(double[] weight, double[] covariance) {
        double[][] n = new double[seen.pairs][6];
        double[][] b = new double[seen.pairs][6];
        for (int k = 0; k < seen.pairs; k++) {
            accumulate(k, weight, covariance, n[k], b[k]);
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
            moments(k, weight, covariance);
        }
    }

    private void accumulate(int k, double[] weight, double[] covariance, double[] n, double[] b) {
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            int i = 3 * o;
            double trace = covariance[i] + covariance[i + 2];
            double w = residuals.valid[o] ? weight[o] / trace : 0;
            if (w == 0) {
                continue;
            }
            double ru = residuals.residual[2 * o];
            double rv = residuals.residual[2 * o + 1];
            // p × (ru·u + rv·v) = ru·v − rv·u
            addSymmetric(n, w * ru * ru, residuals.across2, residuals.across2, i);
            addSymmetric(n, -2 * w * ru * rv, residuals.across1, residuals.across2, i);
            addSymmetric(n, w * rv * rv, residuals.across1, residuals.across1, i);
            addSymmetric(b, w * covariance[i], residuals.across2, residuals.across2, i);
            addSymmetric(b, -2 * w * covariance[i + 1], residuals.across1, residuals.across2, i);
            addSymmetric(b, w * covariance[i + 2], residuals.across1, residuals.across1, i);
        }
    }

    /** Adds {@code w·(x yᵀ + y xᵀ)/2}. */
    private static void addSymmetric(double[] m, double w, double[] x, double[] y, int i) {
        m[0] += w * x[i] * y[i];
        m[1] += 0.5 * w * (x[i] * y[i + 1] + x[i + 1] * y[i]);
        m[2] += 0.5 * w * (x[i] * y[i + 2] + x[i + 2] * y[i]);
        m[3] += w * x[i + 1] * y[i + 1];
        m[4] += 0.5 * w * (x[i + 1] * y[i + 2] + x[i + 2] * y[i + 1]);
        m[5] += w * x[i + 2] * y[i + 2];
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

    /** Mean and spread along the lines, each only as far as it stands out from its own error. */
    private void moments(int k, double[] weight, double[] covariance) {
        double before = spread[k] * spread[k];
        double sw = 0;
        double sw2 = 0;
        double sa = 0;
        double noise = 0;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            double c = variance(k, o, covariance);
            double w = residuals.valid[o] && c < Double.MAX_VALUE ? weight[o] / (c + before) : 0;
            if (w > 0) {
                sw += w;
                sw2 += w * w;
                sa += w * along(k, o);
                noise += w * c;
            }
        }
        if (!(sw > 0)) {
            mean[k] = 0;
            spread[k] = 0;
            meanPrior2[k] = 0;
            return;
        }
        mean[k] = sa / sw;
        double excess = 0;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            double c = variance(k, o, covariance);
            double w = residuals.valid[o] && c < Double.MAX_VALUE ? weight[o] / (c + before) : 0;
            if (w > 0) {
                double a = along(k, o) - mean[k];
                excess += w * (a * a - c);
            }
        }
        double count = sw * sw / sw2;
        double doubt = 2 * Math.sqrt(2 / count) * noise / sw;
        spread[k] = Math.sqrt(Math.max(0, excess / sw - doubt));
        double meanVariance = (noise / sw + spread[k] * spread[k]) / count;
        meanPrior2[k] = Math.max(0, mean[k] * mean[k] - 4 * meanVariance) + spread[k] * spread[k];
        if (meanPrior2[k] == 0) {
            mean[k] = 0;
        }
    }

    /** What one observation says of ρ|t|, rad. */
    private double along(int k, int o) {
        double du = alongU(k, o);
        double dv = alongV(k, o);
        return (du * residuals.residual[2 * o] + dv * residuals.residual[2 * o + 1]) / (du * du + dv * dv);
    }

    private double variance(int k, int o, double[] covariance) {
        double du = alongU(k, o);
        double dv = alongV(k, o);
        double g2 = du * du + dv * dv;
        if (g2 < 1e-8) {
            return Double.MAX_VALUE;
        }
        int i = 3 * o;
        return (covariance[i] * du * du + 2 * covariance[i + 1] * du * dv + covariance[i + 2] * dv * dv) / (g2 * g2);
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
