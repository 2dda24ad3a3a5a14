package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The picture's rates as a linear map of the log's at one offset: least squares over the windows, each about its own mean.
 * A map is a stretching S behind a turn R; in the camera's axes S has, where the axes are stretched apart from each other,
 * how much of a turn about each the picture shows.
 *
 * @param gain S along the camera's right, down and forward axis: tilt, pan and roll, double[3]
 * @param across largest entry of S off its diagonal
 * @param explained share of the picture's turning that the map explains
 * @param seen share of the log's turning about the camera's axes: tilt, pan and roll, double[3]
 * @param mirrored whether R is a reflection
 */
public record AxisGains(double[] gain, double across, double explained, double[] seen, boolean mirrored) {
    /** Share of the log's energy that is added to each axis, so that one that was hardly turned about is not blown up. */
    private static final double RIDGE = 1e-5;

    /** At an offset, video minus log, ns; null where picture and log hardly meet. */
    static @Nullable AxisGains at(double offsetNs, List<VisualRates> windows, GyroTrack log) {
        double[][] cross = new double[3][3];
        double[][] own = new double[3][3];
        double picture = 0;
        double weight = 0;
        double wanted = 0;
        BoxAveragedRates boxes = BoxAveragedRates.of(log);
        for (VisualRates w : windows) {
            int n = w.size();
            float[][] g = new float[3][n];
            float[] known = new float[n];
            boxes.fill(w.firstNs() - offsetNs, w.stepNs(), w.stepNs(), n, g, known);
            double sum = 0;
            double[] meanV = new double[3];
            double[] meanG = new double[3];
            for (int i = 0; i < n; i++) {
                double m = w.weight()[i] * known[i];
                sum += m;
                for (int a = 0; a < 3; a++) {
                    meanV[a] += m * w.rates()[a][i];
                    meanG[a] += m * g[a][i];
                }
            }
            wanted += w.weightSum();
            weight += sum;
            for (int i = 0; i < n && sum > 0; i++) {
                double m = w.weight()[i] * known[i];
                for (int a = 0; a < 3; a++) {
                    double v = w.rates()[a][i] - meanV[a] / sum;
                    picture += m * v * v;
                    for (int b = 0; b < 3; b++) {
                        cross[a][b] += m * v * (g[b][i] - meanG[b] / sum);
                        own[a][b] += m * (g[a][i] - meanG[a] / sum) * (g[b][i] - meanG[b] / sum);
                    }
                }
            }
        }
        double energy = own[0][0] + own[1][1] + own[2][2];
        return weight < 0.5 * wanted || !(energy > 0) || !(picture > 0) ? null : of(cross, own, energy, picture);
    }

    private static @Nullable AxisGains of(double[][] cross, double[][] own, double energy, double picture) {
        DMatrixRMaj sums = new DMatrixRMaj(own);
        for (int a = 0; a < 3; a++) {
            sums.add(a, a, RIDGE * energy);
        }
        DMatrixRMaj inverse = new DMatrixRMaj(3, 3);
        DMatrixRMaj both = new DMatrixRMaj(cross);
        DMatrixRMaj map = new DMatrixRMaj(3, 3);
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(3, 3, true, true, false);
        if (!CommonOps_DDRM.invert(sums, inverse)) {
            return null;
        }
        CommonOps_DDRM.mult(both, inverse, map);
        double explained = 0;
        for (int k = 0; k < 9; k++) {
            explained += map.get(k) * both.get(k) / picture;
        }
        if (!svd.decompose(map.copy())) {
            return null;
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj vt = svd.getV(null, true);
        double[] w = svd.getSingularValues();
        DMatrixRMaj turn = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.mult(u, vt, turn);
        double[] gain = new double[3];
        double[] seen = new double[3];
        double across = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double s = 0;
                double g = 0;
                for (int k = 0; k < 3; k++) {
                    s += u.get(i, k) * w[k] * u.get(j, k);
                    for (int l = 0; l < 3; l++) {
                        g += i == j ? turn.get(i, k) * own[k][l] * turn.get(i, l) : 0;
                    }
                }
                if (i == j) {
                    gain[i] = s;
                    seen[i] = g / energy;
                } else {
                    across = Math.max(across, Math.abs(s));
                }
            }
        }
        return new AxisGains(gain, across, explained, seen, CommonOps_DDRM.det(turn) < 0);
    }

    /** Whether log or picture turns enough about an axis to tell its amount: by this share of all its turning. */
    boolean tells(int axis, double least) {
        double shown = 0;
        for (int a = 0; a < 3; a++) {
            shown += gain[a] * gain[a] * seen[a];
        }
        return seen[axis] >= least || (shown > 0 && gain[axis] * gain[axis] * seen[axis] >= least * shown);
    }

    /** The amounts in words. */
    String words() {
        return String.format(
                Locale.ROOT,
                "of the log's turning the picture shows %.2f in tilt, %.2f in pan and %.2f in roll",
                gain[0],
                gain[1],
                gain[2]);
    }

    /** Tilt and pan together, weighed by how much was turned about each. */
    double panAndTilt() {
        return (gain[0] * seen[0] + gain[1] * seen[1]) / (seen[0] + seen[1]);
    }
}
