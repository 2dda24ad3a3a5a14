package dev.syncline.bench.motionvectors;

import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.rotation.PairRotation;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Rates of single frame intervals from turns that may span several, by least squares: each turn is the sum of its
 * intervals' rates. Turns over one interval come out as they are.
 */
final class RateGrid {
    /** Holds what the turns leave open near its neighbours, and hardly touches the rest. */
    private static final double SMOOTHNESS = 1e-3;

    private RateGrid() {}

    /**
     * @param intervals number of frame intervals in the clip, the first beginning at 0
     * @return of the whole clip; weight 0 where no turn covers an interval
     */
    static VisualRates of(List<PairRotation> turns, int intervals, double frameNs) {
        float[][] rates = new float[3][intervals];
        float[] weight = new float[intervals];
        VisualRates out = new VisualRates(frameNs / 2, frameNs, rates, weight);
        if (turns.isEmpty()) {
            return out;
        }
        double usual =
                median(turns.stream().mapToDouble(PairRotation::spreadRad).toArray());
        DMatrixRMaj normal = new DMatrixRMaj(intervals, intervals);
        DMatrixRMaj right = new DMatrixRMaj(intervals, 3);
        boolean[] covered = new boolean[intervals];
        for (PairRotation turn : turns) {
            int from = (int) Math.round(turn.fromNs() / frameNs);
            int to = Math.min(intervals, (int) Math.round(turn.toNs() / frameNs));
            double far = usual / Math.max(1e-9, turn.spreadRad());
            for (int i = from; i < to; i++) {
                covered[i] = true;
                for (int k = from; k < to; k++) {
                    normal.add(i, k, far * far);
                }
                for (int a = 0; a < 3; a++) {
                    right.add(i, a, far * far * turn.rateRadS()[a] * (to - from));
                }
            }
        }
        for (int i = 0; i < intervals; i++) {
            normal.add(i, i, 1e-9);
            if (i + 1 < intervals) {
                normal.add(i, i, SMOOTHNESS);
                normal.add(i + 1, i + 1, SMOOTHNESS);
                normal.add(i, i + 1, -SMOOTHNESS);
                normal.add(i + 1, i, -SMOOTHNESS);
            }
        }
        CommonOps_DDRM.invert(normal);
        DMatrixRMaj solved = new DMatrixRMaj(intervals, 3);
        CommonOps_DDRM.mult(normal, right, solved);
        for (int i = 0; i < intervals; i++) {
            if (covered[i]) {
                // As the pipeline weighs a rate: by its variance, in units of the usual one.
                weight[i] = (float) (1 / (1 + normal.get(i, i) / 9));
                for (int a = 0; a < 3; a++) {
                    rates[a][i] = (float) solved.get(i, a);
                }
            }
        }
        return out;
    }

    /** The part of a clip's rates whose intervals lie in a window. */
    static VisualRates cut(VisualRates clip, long fromNs, long toNs) {
        double step = clip.stepNs();
        int from = (int) Math.ceil(fromNs / step - 1e-3);
        int to = Math.min(clip.size(), (int) Math.ceil(toNs / step - 1e-3) - 1);
        float[][] rates = new float[3][];
        for (int a = 0; a < 3; a++) {
            rates[a] = Arrays.copyOfRange(clip.rates()[a], from, to);
        }
        return new VisualRates(clip.firstNs() + from * step, step, rates, Arrays.copyOfRange(clip.weight(), from, to));
    }

    private static double median(double[] values) {
        return Selection.median(values, values.length);
    }
}
