package dev.syncline.engine.sync.align;

import static dev.syncline.engine.sync.align.PairModel.OFFSET;
import static dev.syncline.engine.sync.align.PairModel.PARAMETERS;

/** Normal equations of one part of the logs, after whitening. */
final class PairEquations {
    /** Residuals beyond so many standard deviations count less (Huber). */
    private static final double HUBER = 3;

    final double[] normal = new double[PARAMETERS * PARAMETERS];
    final double[] right = new double[PARAMETERS];

    /** Products of both logs' slopes by the offset: noise, which the logs do not share, adds nothing to it. */
    double shared;

    /** Squares of the first log's slope by the offset, its noise with it. */
    double first;

    private int samples;

    /** Adds a stretch. */
    void add(PairStretch s, ResidualNoise noise) {
        double[][] white = new double[3][s.count];
        double[][][] slopes = new double[PARAMETERS][3][s.count];
        double[][] firstSlope = new double[3][s.count];
        for (int a = 0; a < 3; a++) {
            noise.whiten(s.residual[a], a, white[a]);
            noise.whiten(s.firstSlope[a], a, firstSlope[a]);
            for (int p = 0; p < PARAMETERS; p++) {
                noise.whiten(s.slope[p][a], a, slopes[p][a]);
            }
        }
        for (int i = 0; i < s.count; i++) {
            if (!ResidualNoise.usable(s.known, i)) {
                continue;
            }
            samples++;
            double size =
                    Math.sqrt((white[0][i] * white[0][i] + white[1][i] * white[1][i] + white[2][i] * white[2][i]) / 3);
            double weight = size <= HUBER ? 1 : HUBER / size;
            for (int a = 0; a < 3; a++) {
                shared += weight * firstSlope[a][i] * slopes[OFFSET][a][i];
                first += weight * firstSlope[a][i] * firstSlope[a][i];
                for (int p = 0; p < PARAMETERS; p++) {
                    double wp = weight * slopes[p][a][i];
                    if (wp == 0) {
                        continue;
                    }
                    right[p] += wp * white[a][i];
                    for (int q = p; q < PARAMETERS; q++) {
                        normal[PARAMETERS * p + q] += wp * slopes[q][a][i];
                    }
                }
            }
        }
    }

    /** Fills the lower triangle; call when all is added. */
    void close() {
        for (int p = 0; p < PARAMETERS; p++) {
            for (int q = 0; q < p; q++) {
                normal[PARAMETERS * p + q] = normal[PARAMETERS * q + p];
            }
        }
    }

    /** Samples that were added. */
    int samples() {
        return samples;
    }
}
