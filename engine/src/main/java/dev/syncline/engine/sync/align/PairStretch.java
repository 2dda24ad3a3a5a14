package dev.syncline.engine.sync.align;

import static dev.syncline.engine.sync.align.PairModel.BIAS;
import static dev.syncline.engine.sync.align.PairModel.DRIFT;
import static dev.syncline.engine.sync.align.PairModel.OFFSET;
import static dev.syncline.engine.sync.align.PairModel.PARAMETERS;
import static dev.syncline.engine.sync.align.PairModel.SCALE;
import static dev.syncline.engine.sync.align.PairModel.TURN;

import dev.syncline.engine.motion.BoxAveragedRates;

/** One stretch of both logs on a common grid: what the model leaves of the first log, and how that changes with it. */
final class PairStretch {
    /** Share of a step that the second log is moved by to see how it changes. */
    private static final double SLOPE_STEP = 0.25;

    final int count;
    final double[][] residual; // rad/s: double[3][count]
    final double[][][] slope; // of the model: double[PARAMETERS][3][count]
    final double[][] firstSlope; // of the first log by the offset, as it would be without noise: double[3][count]
    final boolean[] known;
    final float[][] first; // the first log: float[3][count]
    final float[][] model; // what the model makes of the second: float[3][count]

    /**
     * @param firstNs middle of the first box, ns on the first log's clock
     * @param stepNs from box to box, and their length
     */
    PairStretch(BoxAveragedRates a, BoxAveragedRates b, PairModel model, double firstNs, double stepNs, int count) {
        this.count = count;
        this.residual = new double[3][count];
        this.slope = new double[PARAMETERS][3][count];
        this.firstSlope = new double[3][count];
        this.known = new boolean[count];
        this.first = new float[3][count];
        this.model = new float[3][count];
        float[] knownA = new float[count];
        a.fill(firstNs, stepNs, stepNs, count, first, knownA);
        double otherNs = model.line().otherNs(firstNs);
        double otherStep = stepNs * (1 - model.line().drift());
        float[][] second = new float[3][count];
        float[][] earlier = new float[3][count];
        float[][] later = new float[3][count];
        float[][] ok = new float[5][count];
        double moved = SLOPE_STEP * otherStep;
        b.fill(otherNs, otherStep, otherStep, count, second, ok[0]);
        b.fill(otherNs - moved, otherStep, otherStep, count, earlier, ok[1]);
        b.fill(otherNs + moved, otherStep, otherStep, count, later, ok[2]);
        float[][] firstEarlier = new float[3][count];
        float[][] firstLater = new float[3][count];
        a.fill(firstNs - SLOPE_STEP * stepNs, stepNs, stepNs, count, firstEarlier, ok[3]);
        a.fill(firstNs + SLOPE_STEP * stepNs, stepNs, stepNs, count, firstLater, ok[4]);
        double perFirstS = 1 / (2 * SLOPE_STEP * stepNs * 1e-9);
        double[] m = model.turn().rowMajor();
        double perS = 1 / (2 * moved * 1e-9);
        for (int i = 0; i < count; i++) {
            known[i] = knownA[i] > 0;
            for (float[] each : ok) {
                known[i] &= each[i] > 0;
            }
            double sinceS = (firstNs + i * stepNs - model.line().atNs()) * 1e-9;
            double[] turned = new double[3];
            for (int r = 0; r < 3; r++) {
                double faster = 0;
                for (int c = 0; c < 3; c++) {
                    double k = model.scale() * m[3 * r + c];
                    turned[r] += k * second[c][i];
                    faster += k * (later[c][i] - earlier[c][i]) * perS;
                }
                slope[OFFSET][r][i] = -faster;
                firstSlope[r][i] = -((double) firstLater[r][i] - firstEarlier[r][i]) * perFirstS;
                slope[DRIFT][r][i] = -faster * sinceS;
                slope[BIAS + r][r][i] = 1;
                slope[SCALE][r][i] = turned[r];
                this.model[r][i] = (float) (turned[r] + model.bias()[r]);
                residual[r][i] = first[r][i] - (turned[r] + model.bias()[r]);
            }
            slope[TURN][1][i] = -turned[2];
            slope[TURN][2][i] = turned[1];
            slope[TURN + 1][0][i] = turned[2];
            slope[TURN + 1][2][i] = -turned[0];
            slope[TURN + 2][0][i] = -turned[1];
            slope[TURN + 2][1][i] = turned[0];
        }
    }
}
