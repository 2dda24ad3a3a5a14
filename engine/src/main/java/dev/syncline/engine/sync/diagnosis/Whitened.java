package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * A search that does not mind by how much picture and log turn about each axis: both are whitened first, so that any
 * linear map from the log's rates to the picture's is a turn between what is left.
 */
final class Whitened {
    /** Share of all energy that is added to each axis: one that hardly turns is mostly noise. */
    private static final double RIDGE = 0.003;

    /** Boxes of a log that its covariance is taken from. */
    private static final int MOST_BOXES = 20_000;

    private Whitened() {}

    /** The best offset; null where the log does not overlap the video. */
    static @Nullable CoarseOffset search(List<VisualRates> windows, GyroTrack log, OffsetRange range) {
        double[] picture = whitening(covariance(windows));
        double[] logged = whitening(covariance(log, windows.getFirst().stepNs()));
        if (picture == null || logged == null) {
            return null;
        }
        List<VisualRates> white = new ArrayList<>();
        for (VisualRates w : windows) {
            float[][] rates = new float[3][w.size()];
            for (int i = 0; i < w.size(); i++) {
                for (int a = 0; a < 3; a++) {
                    double v = 0;
                    for (int b = 0; b < 3; b++) {
                        v += picture[3 * a + b] * w.rates()[b][i];
                    }
                    rates[a][i] = (float) v;
                }
            }
            white.add(new VisualRates(w.firstNs(), w.stepNs(), rates, w.weight()));
        }
        return new OffsetSearch(log.mapped(Matrix3.of(logged)), null).find(white, range);
    }

    private static double[][] covariance(List<VisualRates> windows) {
        double[][] all = new double[3][3];
        for (VisualRates w : windows) {
            add(w.rates(), w.weight(), w.size(), all);
        }
        return all;
    }

    private static double[][] covariance(GyroTrack log, double frameNs) {
        double length = log.endNs() - log.startNs() - frameNs;
        int n = (int) Math.clamp(length / frameNs, 2, MOST_BOXES);
        float[][] rates = new float[3][n];
        float[] known = new float[n];
        BoxAveragedRates.of(log).fill(log.startNs() + frameNs / 2, length / n, frameNs, n, rates, known);
        double[][] all = new double[3][3];
        add(rates, known, n, all);
        return all;
    }

    /** Adds squares and products about the mean. */
    private static void add(float[][] rates, float[] weight, int n, double[][] all) {
        double sum = 0;
        double[] mean = new double[3];
        for (int i = 0; i < n; i++) {
            sum += weight[i];
            for (int a = 0; a < 3; a++) {
                mean[a] += (double) weight[i] * rates[a][i];
            }
        }
        for (int i = 0; i < n && sum > 0; i++) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    all[a][b] += weight[i] * (rates[a][i] - mean[a] / sum) * (rates[b][i] - mean[b] / sum);
                }
            }
        }
    }

    /** The inverse root of a covariance, 3×3 row-major, of no certain size; null where nothing turns. */
    private static double @Nullable [] whitening(double[][] covariance) {
        double energy = covariance[0][0] + covariance[1][1] + covariance[2][2];
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, true, true);
        if (!(energy > 0) || !eigen.decompose(new DMatrixRMaj(covariance))) {
            return null;
        }
        double[] out = new double[9];
        for (int k = 0; k < 3; k++) {
            DMatrixRMaj v = eigen.getEigenVector(k);
            double scale = 1 / Math.sqrt(Math.max(0, eigen.getEigenvalue(k).getReal()) / energy + RIDGE);
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    out[3 * a + b] += scale * v.get(a) * v.get(b);
                }
            }
        }
        return out;
    }
}
