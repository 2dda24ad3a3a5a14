package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;

/**
 * Centred sums over windows of the rates seen in the picture beside the log's, at one offset.
 *
 * @param cross cross-covariance: row the picture's axis, column the log's
 * @param pictureEnergy sum of the picture's squared rates
 * @param logEnergy sum of the log's squared rates
 * @param weight sum of the weights
 */
public record CentredSums(Matrix3 cross, double pictureEnergy, double logEnergy, double weight) {
    /** Of nothing. */
    public static final CentredSums NONE = new CentredSums(Matrix3.of(new double[9]), 0, 0, 0);

    /** What a score of 1 would reach. */
    public double norm() {
        return Math.sqrt(pictureEnergy * logEnergy);
    }

    /** Agreement under the best turn. */
    public double best() {
        return BestTurn.best(cross);
    }

    /** Agreement under a given turn from the log's axes to the camera's. */
    public double along(Matrix3 turn) {
        return BestTurn.along(cross, turn);
    }

    /** The sums of a log whose axis {@code logAxis} (0 to 2) is negated. */
    public CentredSums negating(int logAxis) {
        double[] c = cross.rowMajor();
        for (int row = 0; row < 3; row++) {
            c[3 * row + logAxis] = -c[3 * row + logAxis];
        }
        return new CentredSums(Matrix3.of(c), pictureEnergy, logEnergy, weight);
    }
}
