package dev.syncline.engine.sync.align;

import static dev.syncline.engine.sync.align.PairModel.DRIFT;
import static dev.syncline.engine.sync.align.PairModel.OFFSET;
import static dev.syncline.engine.sync.align.PairModel.PARAMETERS;
import static dev.syncline.engine.sync.align.PairModel.TURN;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * How far the parts of two logs scatter about what all of them say, and the error bars that follow. The curvature alone
 * takes residuals for noise that the whitening knows; what parts of the logs say beside each other shows the rest: clocks
 * that do not run evenly, filters that differ, a mounting that gives.
 */
final class PairScatter {
    /** A part that tells less than this share of what the parts tell on average says nothing of the scatter. */
    private static final double LEAST_SHARE = 0.1;

    /** Variance of a turn of which nothing is known, rad². */
    private static final double UNKNOWN = 10;

    private final List<PairEquations> parts;
    private final DMatrixRMaj curvature;
    private final SlopeNoise slopes;

    PairScatter(List<PairEquations> parts, DMatrixRMaj curvature, SlopeNoise slopes) {
        this.parts = parts;
        this.curvature = curvature;
        this.slopes = slopes;
    }

    /** A part's own offset less the line's, s; NaN where it tells none. */
    double ownOffsetS(int part) {
        PairEquations p = parts.get(part);
        return tells(part) ? p.right[OFFSET] / (slopes.told() * p.normal[0]) : Double.NaN;
    }

    /** Standard error of a part's own offset by its curvature, s; NaN where it tells none. */
    double ownSigmaS(int part) {
        return tells(part) ? Math.sqrt(slopes.scatters() / parts.get(part).normal[0]) / slopes.told() : Double.NaN;
    }

    /** Whether a part tells enough of an offset to be asked. */
    boolean tells(int part) {
        double mean = 0;
        for (PairEquations p : parts) {
            mean += p.normal[0] / parts.size();
        }
        return parts.get(part).normal[0] >= LEAST_SHARE * mean && parts.get(part).normal[0] > 0;
    }

    /**
     * The covariance of the parameters: by the curvature, or by the scatter of the parts, or by that of pairs of neighbouring
     * parts, whichever is larger for the offset.
     */
    DMatrixRMaj covariance() {
        DMatrixRMaj widest = curvature.copy();
        double factor = slopes.factor();
        for (int p : new int[] {OFFSET, DRIFT}) {
            for (int q = 0; q < PARAMETERS; q++) {
                widest.set(p, q, widest.get(p, q) * factor);
                widest.set(q, p, widest.get(q, p) * factor);
            }
        }
        for (int together = 1; parts.size() / together >= 6; together *= 2) {
            DMatrixRMaj own = clustered(together);
            for (int p = 0; p < PARAMETERS; p++) {
                double wider = Math.sqrt(Math.max(1, own.get(p, p) / widest.get(p, p)));
                for (int q = 0; q < PARAMETERS; q++) {
                    widest.set(p, q, widest.get(p, q) * wider);
                    widest.set(q, p, widest.get(q, p) * wider);
                }
            }
        }
        double[][] excess = turnExcess();
        for (int p = 0; p < 3; p++) {
            for (int q = 0; q < 3; q++) {
                widest.add(TURN + p, TURN + q, excess[p][q]);
            }
        }
        return widest;
    }

    /**
     * What the turn is known worse than the curvature says. The second log's own noise looks like motion about every axis, and
     * so like knowledge of the turn; at worst all of the residuals are its noise, which after whitening is one a sample and
     * axis.
     *
     * @return to add to the turn's covariance: double[3][3]
     */
    private double[][] turnExcess() {
        DMatrixRMaj told = new DMatrixRMaj(3, 3);
        double noise = 0;
        for (PairEquations part : parts) {
            noise += 2.0 * part.samples();
            for (int p = 0; p < 3; p++) {
                for (int q = 0; q < 3; q++) {
                    told.add(p, q, part.normal[PARAMETERS * (TURN + p) + TURN + q]);
                }
            }
        }
        double[][] excess = new double[3][3];
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, true, true);
        if (!eigen.decompose(told)) {
            return new double[][] {{UNKNOWN, 0, 0}, {0, UNKNOWN, 0}, {0, 0, UNKNOWN}};
        }
        for (int e = 0; e < 3; e++) {
            double all = Math.max(1 / UNKNOWN, eigen.getEigenvalue(e).getReal());
            double more = 1 / Math.max(1 / UNKNOWN, all - noise) - 1 / all;
            DMatrixRMaj along = eigen.getEigenVector(e);
            for (int p = 0; p < 3; p++) {
                for (int q = 0; q < 3; q++) {
                    excess[p][q] += more * along.get(p) * along.get(q);
                }
            }
        }
        return excess;
    }

    /** Covariance with each so many neighbouring parts taken for one cluster (a "sandwich"). */
    private DMatrixRMaj clustered(int together) {
        DMatrixRMaj middle = new DMatrixRMaj(PARAMETERS, PARAMETERS);
        int clusters = 0;
        for (int from = 0; from < parts.size(); from += together) {
            double[] sum = new double[PARAMETERS];
            for (int k = from; k < Math.min(parts.size(), from + together); k++) {
                for (int p = 0; p < PARAMETERS; p++) {
                    sum[p] += parts.get(k).right[p];
                }
            }
            for (int p = 0; p < PARAMETERS; p++) {
                for (int q = 0; q < PARAMETERS; q++) {
                    middle.add(p, q, sum[p] * sum[q]);
                }
            }
            clusters++;
        }
        DMatrixRMaj half = new DMatrixRMaj(PARAMETERS, PARAMETERS);
        DMatrixRMaj out = new DMatrixRMaj(PARAMETERS, PARAMETERS);
        CommonOps_DDRM.mult(curvature, middle, half);
        CommonOps_DDRM.mult(half, curvature, out);
        // Two of the parameters, offset and drift, take their share of each cluster's freedom.
        CommonOps_DDRM.scale((double) clusters / Math.max(1, clusters - 3), out);
        return out;
    }
}
