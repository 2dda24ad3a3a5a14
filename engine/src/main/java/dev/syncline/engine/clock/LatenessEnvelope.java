package dev.syncline.engine.clock;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The line that one-sided stamps are never before. What of their lateness is near the line tells how densely stamps lie
 * there, and so how far the line may be from the earliest of them: the posterior of its offset and slope for lateness that
 * is exponential near zero (the latest are only counted), with its scale unknown. Stamps that are far later than the rest
 * change nothing.
 */
final class LatenessEnvelope {
    private static final int CAPACITY = 256;

    private static final int LEAST = 5;
    /** Found again after one in this many more pairs. */
    private static final int PART = 16;
    /** Of this many stamps the lateness of one counts, of the others only that they are later; of a few, all count. */
    private static final int NEAR_ONE_IN = 4;

    private static final int FEW = 8;

    private static final int SLOPES = 41;
    /** The first slopes reach so far, in scales of what the stamps' spread allows. */
    private static final double FIRST_REACH = 12;

    private static final double REACH_SIGMAS = 5;
    /** Of the wander over the whole span, what a line through it is off by at its end: its variance. */
    private static final double BENT = 0.1;

    /**
     * The line lies before the earliest stamp by an exponential's worth. These put nearly three quarters of its mass within
     * one error bar and 99 % within three, which its mean and deviation do not.
     */
    private static final double TAIL_SHIFT = 1.8;

    private static final double TAIL_SIGMAS = 1.2;
    /** Rise of the density at its edge that is told from none only by this many standard errors. */
    private static final double RISE_SIGMAS = 1.5;

    private static final double STEEPEST = 2.5;
    private static final double RISE_DOUBT = 0.6;

    private final double systematicVariance;
    private final ClockPair[] pairs = new ClockPair[CAPACITY];
    private long added;
    private long dueAt = LEAST;
    private @Nullable ClockModel found;

    LatenessEnvelope(double systematicSigmaNs) {
        systematicVariance = systematicSigmaNs * systematicSigmaNs;
    }

    /** Takes a pair and the model that follows the mean of the stamps. */
    void add(ClockPair pair, ClockModel mean) {
        pairs[(int) (added++ % CAPACITY)] = pair;
        if (added >= dueAt) {
            found = find(mean);
            dueAt = added + Math.max(1, Math.min(added, CAPACITY) / PART);
        }
    }

    /** The model for stamps that are not late; the one for their mean while there are too few. */
    ClockModel corrected(ClockModel mean) {
        ClockModel known = found;
        return known == null ? mean : known;
    }

    private ClockModel find(ClockModel mean) {
        int all = (int) Math.min(added, CAPACITY);
        long lastNs = pairs[(int) ((added - 1) % CAPACITY)].localNs();
        double[] seconds = new double[all]; // before the last, newest first
        double[] lateNs = new double[all]; // against the mean's line
        for (int i = 0; i < all; i++) {
            ClockPair pair = pairs[(int) ((added - 1 - i) % CAPACITY)];
            seconds[i] = (pair.localNs() - lastNs) * 1e-9;
            lateNs[i] = -mean.residualNs(pair);
        }
        int n = bestCount(seconds, lateNs, all, mean.wanderNs2PerS3());
        double spanS = -seconds[n - 1];
        double spreadNs = spread(lateNs, n);
        double prior = ClockModel.UNKNOWN_SKEW * 1e9;
        double reach = Math.min(REACH_SIGMAS * prior, FIRST_REACH * spreadNs / (Math.sqrt(n) * spanS));
        // Slopes against the mean's line, in ns/s; the prior is of the clock's own skew.
        Posterior rough = posterior(seconds, lateNs, n, 0, reach, -mean.skew() * 1e9, prior);
        Posterior fine = posterior(
                seconds,
                lateNs,
                n,
                rough.slope,
                REACH_SIGMAS * Math.sqrt(rough.slopeVariance) + reach / SLOPES,
                -mean.skew() * 1e9,
                prior);
        double bent = BENT * mean.wanderNs2PerS3() * spanS * spanS * spanS;
        double atLastNs = (lastNs - mean.local0Ns()) * 1e-9 * fine.slope;
        return new ClockModel(
                mean.remoteDomain(),
                mean.localDomain(),
                mean.remote0Ns(),
                mean.local0Ns(),
                mean.offsetNs() - fine.offset + atLastNs,
                mean.skew() - fine.slope * 1e-9,
                TAIL_SIGMAS * TAIL_SIGMAS * fine.offsetVariance + bent + systematicVariance,
                TAIL_SIGMAS * TAIL_SIGMAS * fine.slopeVariance * 1e-18,
                TAIL_SIGMAS * TAIL_SIGMAS * fine.covariance * 1e-9,
                mean.wanderNs2PerS3());
    }

    /** How many of the newest stamps to use: more are better until the clock's wander bends the line. */
    private static int bestCount(double[] seconds, double[] lateNs, int all, double wander) {
        int best = all;
        double least = Double.POSITIVE_INFINITY;
        for (int n = all; n >= Math.min(all, 2 * FEW); n /= 2) {
            double perStamp = 3 * spread(lateNs, n) / n;
            double spanS = -seconds[n - 1];
            double variance = perStamp * perStamp + BENT * wander * spanS * spanS * spanS;
            if (variance < least) {
                least = variance;
                best = n;
            }
        }
        return best;
    }

    /** A scale of the stamps' lateness, ns. */
    private static double spread(double[] lateNs, int n) {
        double[] sorted = Arrays.copyOf(lateNs, n);
        Arrays.sort(sorted);
        return Math.max(sorted[n / 2] - sorted[0], 1);
    }

    /** Mean and variance of the line's offset at the last stamp, ns, and of its slope, ns/s. */
    private record Posterior(
            double offset, double slope, double offsetVariance, double slopeVariance, double covariance) {}

    private static Posterior posterior(
            double[] seconds,
            double[] lateNs,
            int n,
            double middle,
            double reach,
            double priorMiddle,
            double priorSigma) {
        int near = Math.max(Math.min(n, FEW), n / NEAR_ONE_IN);
        double shape = near - 1.0; // of the Pareto distribution that the unknown scale leaves
        double[] logWeight = new double[SLOPES];
        double[] offsets = new double[SLOPES];
        double[] ownVariances = new double[SLOPES];
        double[] above = new double[n];
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < SLOPES; k++) {
            double slope = slope(k, middle, reach);
            for (int i = 0; i < n; i++) {
                above[i] = lateNs[i] - slope * seconds[i];
            }
            Arrays.sort(above);
            double sum = (n - near) * (above[near - 1] - above[0]);
            for (int i = 1; i < near; i++) {
                sum += above[i] - above[0];
            }
            sum = Math.max(sum, 1);
            double z = (slope - priorMiddle) / priorSigma;
            logWeight[k] = -shape * Math.log(sum) - 0.5 * z * z;
            most = Math.max(most, logWeight[k]);
            double stepNs = sum / n / (shape - 1);
            double riseNs = rise(above, near);
            offsets[k] = above[0] - TAIL_SHIFT * stepNs - riseNs;
            ownVariances[k] = stepNs * stepNs * shape / (shape - 2) + RISE_DOUBT * RISE_DOUBT * riseNs * riseNs;
        }
        double total = 0;
        double offset = 0;
        double slope = 0;
        for (int k = 0; k < SLOPES; k++) {
            double weight = Math.exp(logWeight[k] - most);
            logWeight[k] = weight;
            total += weight;
            offset += weight * offsets[k];
            slope += weight * slope(k, middle, reach);
        }
        offset /= total;
        slope /= total;
        double offsetVariance = 0;
        double slopeVariance = 0;
        double covariance = 0;
        for (int k = 0; k < SLOPES; k++) {
            double weight = logWeight[k] / total;
            double dOffset = offsets[k] - offset;
            double dSlope = slope(k, middle, reach) - slope;
            offsetVariance += weight * (dOffset * dOffset + ownVariances[k]);
            slopeVariance += weight * dSlope * dSlope;
            covariance += weight * dOffset * dSlope;
        }
        // The variance of the corrected model's offset, which is less the line's.
        return new Posterior(offset, slope, offsetVariance, slopeVariance, covariance);
    }

    /**
     * How much further before the earliest stamp the line is where stamps get denser after it, as those do that take some
     * least time: near the edge their number grows with a power of the distance, which their mean distance tells.
     *
     * @param above distances in ascending order, ns
     */
    private static double rise(double[] above, int near) {
        double reachNs = above[near - 1] - above[0];
        double sum = 0;
        for (int i = 1; i < near - 1; i++) {
            sum += above[i] - above[0];
        }
        if (near <= FEW || reachNs <= 0) {
            return 0;
        }
        int count = near - 2;
        double share = sum / count / reachNs - RISE_SIGMAS / Math.sqrt(12.0 * count);
        double power = Math.min(share / (1 - share), STEEPEST);
        return power <= 1 ? 0 : reachNs * (Math.pow(near, -1 / power) - 1.0 / near);
    }

    private static double slope(int k, double middle, double reach) {
        return middle + reach * (2.0 * k / (SLOPES - 1) - 1);
    }
}
