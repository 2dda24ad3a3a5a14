package dev.syncline.engine.sync.align;

import java.util.Arrays;

/**
 * What is left of the first log as an autoregressive process, axis by axis: neighbouring residuals are alike, since both
 * sensors filter and the body vibrates. Taking from each what its forerunners tell makes them independent, as least
 * squares wants them. Yule–Walker equations by Levinson's recursion.
 */
final class ResidualNoise {
    /** Forerunners that are looked at. */
    static final int ORDER = 6;

    /** A share of white noise added to the variance, so that nothing is divided by next to nothing. */
    private static final double WHITE_SHARE = 1e-4;

    /** Rounding of a float near 1 rad/s: no residual is known better. */
    private static final double LEAST_VARIANCE = 1e-14;

    private final double[][] weights; // of forerunners: double[3][ORDER]
    private final double[] sigma; // of what is left, rad/s: double[3]

    private ResidualNoise(double[][] weights, double[] sigma) {
        this.weights = weights;
        this.sigma = sigma;
    }

    /** One rad/s, and no memory: before anything is known. */
    static ResidualNoise unknown() {
        return new ResidualNoise(new double[3][ORDER], new double[] {1, 1, 1});
    }

    /** Gathers products of residuals. */
    static final class Collector {
        private final double[][] products = new double[3][ORDER + 1];
        private final double[] counts = new double[ORDER + 1];

        void add(PairStretch s) {
            for (int i = 0; i < s.count; i++) {
                for (int k = 0; k <= ORDER && k <= i; k++) {
                    if (s.known[i] && s.known[i - k]) {
                        counts[k]++;
                        for (int a = 0; a < 3; a++) {
                            products[a][k] += s.residual[a][i] * s.residual[a][i - k];
                        }
                    }
                }
            }
        }

        /** @param remembering false to take neighbours for independent */
        ResidualNoise noise(boolean remembering) {
            double[][] weights = new double[3][];
            double[] sigma = new double[3];
            for (int a = 0; a < 3; a++) {
                double[] c = new double[ORDER + 1];
                for (int k = 0; k <= ORDER; k++) {
                    c[k] = counts[k] > 0 ? products[a][k] / counts[k] : 0;
                }
                c[0] = c[0] * (1 + WHITE_SHARE) + LEAST_VARIANCE;
                weights[a] = new double[ORDER];
                sigma[a] = Math.sqrt(remembering ? levinson(c, weights[a]) : c[0]);
            }
            return new ResidualNoise(weights, sigma);
        }
    }

    /** Writes the weights of the forerunners. @return variance of what is left */
    private static double levinson(double[] c, double[] weights) {
        double left = c[0];
        double[] before = new double[ORDER];
        for (int n = 0; n < ORDER; n++) {
            double reflected = c[n + 1];
            for (int k = 0; k < n; k++) {
                reflected -= before[k] * c[n - k];
            }
            reflected /= left;
            if (!(Math.abs(reflected) < 1)) {
                break; // products at different lags come from different samples: no process has such
            }
            weights[n] = reflected;
            for (int k = 0; k < n; k++) {
                weights[k] = before[k] - reflected * before[n - 1 - k];
            }
            left *= 1 - reflected * reflected;
            System.arraycopy(weights, 0, before, 0, n + 1);
        }
        return left;
    }

    /** Writes what the forerunners do not tell, in units of its standard deviation; 0 for the first few. */
    void whiten(double[] values, int axis, double[] out) {
        double per = 1 / sigma[axis];
        Arrays.fill(out, 0, Math.min(ORDER, values.length), 0);
        for (int i = ORDER; i < values.length; i++) {
            double v = values[i];
            for (int k = 0; k < ORDER; k++) {
                v -= weights[axis][k] * values[i - 1 - k];
            }
            out[i] = v * per;
        }
    }

    /** Whether a sample and all its forerunners are known. */
    static boolean usable(boolean[] known, int at) {
        if (at < ORDER) {
            return false;
        }
        for (int k = 0; k <= ORDER; k++) {
            if (!known[at - k]) {
                return false;
            }
        }
        return true;
    }
}
