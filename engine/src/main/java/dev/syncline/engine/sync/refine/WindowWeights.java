package dev.syncline.engine.sync.refine;

import dev.syncline.engine.base.statistics.Selection;
import java.util.Arrays;

/**
 * How far each observation is trusted. Its covariance comes from its texture, scaled for each pair by what is seen;
 * Geman–McClure weights on its own residual and on its whole track's come on top, so that an object that moves by
 * itself is seen through even in frames where it happens to move with the picture.
 */
final class WindowWeights {
    /** Squared normalised residual at which a weight has dropped to a quarter. */
    private static final double CUT2 = 9;

    private static final double TRACK_CUT2 = 4;

    /** Median of χ² with two degrees of freedom. */
    private static final double CHI2_MEDIAN = 2 * Math.log(2);

    /** A pair's own scale is believed down to this share of the window's: blur and cheap frames are worse. */
    private static final double LEAST_SHARE = 0.25;

    final double[] weight; // 0 to 1: double[observations]
    final double[] trust; // weight over the scale's square: what a squared residual counts by: double[observations]
    final double[] scale; // of a pair's residuals over what texture promises: double[pairs]
    private final WindowResiduals residuals;
    private final WindowObservations seen;
    private final SceneParallax parallax;
    private final double[] square; // of the residual less what parallax explains: double[observations]
    private final double[] picked; // room for medians
    private final double[] own; // squared scale of each pair by itself
    private final double[] trackSum;
    private final int[] trackCount;

    WindowWeights(WindowResiduals residuals, SceneParallax parallax) {
        this.residuals = residuals;
        this.parallax = parallax;
        seen = residuals.seen;
        weight = new double[seen.size()];
        trust = new double[seen.size()];
        scale = new double[seen.pairs];
        square = new double[seen.size()];
        picked = new double[seen.size()];
        own = new double[seen.pairs];
        trackSum = new double[seen.tracks];
        trackCount = new int[seen.tracks];
        Arrays.fill(weight, 1);
        Arrays.fill(scale, 1);
    }

    void update() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        boolean empty = false;
        for (int k = 0; k < seen.pairs; k++) {
            squares(k);
            int m = pick(seen.first[k], seen.first[k + 1]);
            own[k] = m > 0 ? Selection.median(picked, m) / CHI2_MEDIAN : Double.NaN;
            least = Math.min(least, m > 0 ? own[k] : least);
            most = Math.max(most, m > 0 ? own[k] : most);
            empty |= m == 0;
        }
        double common = empty || mayHoldUp(least, most) ? common() : 0;
        Arrays.fill(trackSum, 0);
        Arrays.fill(trackCount, 0);
        for (int k = 0; k < seen.pairs; k++) {
            double s2 = Double.isNaN(own[k]) ? common : Math.max(own[k], LEAST_SHARE * common);
            scale[k] = Math.sqrt(Math.max(1e-6, s2));
            sumTracks(k, 1 / (scale[k] * scale[k]));
        }
        for (int j = 0; j < seen.tracks; j++) {
            // Two components a residual: a track of pure noise has a mean of 2.
            double excess = Math.max(0, trackSum[j] / (trackCount[j] + 1.0) - 2);
            double whole = 1 / (1 + excess / TRACK_CUT2);
            trackSum[j] = whole * whole;
        }
        for (int k = 0; k < seen.pairs; k++) {
            weigh(k, 1 / (scale[k] * scale[k]));
        }
    }

    /** Whether the window's scale could be so large that a pair's own is not believed: it need not be known otherwise. */
    private boolean mayHoldUp(double least, double most) {
        // The median of all is no larger than the largest of a pair, nor than what more than half stay below.
        if (least >= LEAST_SHARE * most) {
            return false;
        }
        double bound = least * CHI2_MEDIAN / LEAST_SHARE;
        int below = 0;
        int valid = 0;
        for (int o = 0; o < square.length; o++) {
            below += residuals.valid[o] && square[o] <= bound ? 1 : 0;
            valid += residuals.valid[o] ? 1 : 0;
        }
        return 2 * below <= valid;
    }

    /** Squared scale over all pairs together. */
    private double common() {
        int n = pick(0, seen.size());
        return n > 0 ? Selection.median(picked, n) / CHI2_MEDIAN : 1;
    }

    private int pick(int from, int to) {
        int n = 0;
        for (int o = from; o < to; o++) {
            if (residuals.valid[o]) {
                picked[n++] = square[o];
            }
        }
        return n;
    }

    private void squares(int k) {
        double[] across = residuals.across;
        double[] residual = residuals.residual;
        double t0 = parallax.step[3 * k];
        double t1 = parallax.step[3 * k + 1];
        double t2 = parallax.step[3 * k + 2];
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            int a = 6 * o;
            double rho = parallax.inverse[seen.track[o]];
            double r0 = residual[2 * o] - rho * (t0 * across[a] + t1 * across[a + 1] + t2 * across[a + 2]);
            double r1 = residual[2 * o + 1] - rho * (t0 * across[a + 3] + t1 * across[a + 4] + t2 * across[a + 5]);
            square[o] = r0 * r0 + r1 * r1;
        }
    }

    private void sumTracks(int k, double perScale2) {
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            if (residuals.valid[o]) {
                int j = seen.track[o];
                trackSum[j] += Math.min(square[o] * perScale2, 100);
                trackCount[j]++;
            }
        }
    }

    private void weigh(int k, double perScale2) {
        double known = 0;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            double alone = 1 / (1 + square[o] * perScale2 / CUT2);
            weight[o] = residuals.valid[o] ? alone * alone * trackSum[seen.track[o]] : 0;
            trust[o] = weight[o] * perScale2;
            known += trust[o] * residuals.perTime2[o];
        }
        double off = seen.offVariance[k];
        if (off > 0) {
            // All points of a pair share the time by which a frame is off: no number of them knows it better.
            double share = 1 / (1 + off * known);
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                trust[o] *= share;
            }
        }
    }
}
