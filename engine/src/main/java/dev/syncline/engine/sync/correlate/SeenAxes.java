package dev.syncline.engine.sync.correlate;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * About how many axes picture and log were seen to turn together. About one axis (a pan, a vehicle on a road) the offset is
 * seen, but not how the sensor is turned about that axis.
 *
 * @param strength agreement along each axis as a share of the strongest, largest first: double[3]
 */
public record SeenAxes(double[] strength) {
    /** An axis with a smaller share tells too little of how the sensor is turned. */
    private static final double LEAST_SHARE = 0.08;

    /** @param sums centred sums at the offset: see {@link OffsetScan#sumsAt} */
    public static SeenAxes of(CentredSums sums) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(3, 3, false, false, false);
        double[] strength = new double[3];
        if (svd.decompose(DMatrixRMaj.wrap(3, 3, sums.cross().rowMajor()))) {
            double[] values = svd.getSingularValues().clone();
            Arrays.sort(values);
            for (int i = 0; i < 3; i++) {
                strength[i] = values[2] > 0 ? values[2 - i] / values[2] : 0;
            }
        }
        return new SeenAxes(strength);
    }

    /** Number of axes. */
    public int count() {
        return (int) Arrays.stream(strength).filter(s -> s >= LEAST_SHARE).count();
    }
}
