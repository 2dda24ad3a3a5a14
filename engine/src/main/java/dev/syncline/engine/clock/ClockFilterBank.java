package dev.syncline.engine.clock;

import java.util.Arrays;

/**
 * Kalman filters for offset and skew side by side, equal but for how much they let the skew walk, each weighted by how
 * well it predicted the pairs so far. So jitter of the stamps and wander of the clocks are both estimated, and the error
 * bar is right for either. Memory and time per pair are constant, however long it runs.
 *
 * <p>Each filter counts variances in units of the jitter's own, so that this scale drops out of its equations and is
 * estimated from its innovations (the profile likelihood). Innovations beyond 3 σ are weighted down as Huber does.
 */
final class ClockFilterBank {
    /** Filters, each with ten times the wander of the one before it. */
    private static final int FILTERS = 17;

    /** Wander of the first one: the variance that it adds in a usual interval, relative to the jitter's. */
    private static final double LEAST_WANDER = 1e-15;

    /** Innovations that noise is estimated from; older ones fade. */
    private static final double MEMORY = 4096;

    private static final double HUBER = 3;

    /** Jitter is never held to be smaller than that of rounding to whole nanoseconds, ns². */
    private static final double LEAST_JITTER = 1.0 / 6;

    /** Wander that a crystal is expected to have, ns²/s³, and how many powers of ten this may be wrong. */
    private static final double USUAL_WANDER = 1;

    private static final double WANDER_DECADES = 2;

    private final double firstJitter;
    private final double skewPriorPpb;
    private final double systematicVariance;
    // Per filter, at the reference: offset in ns, skew in ppb (ns/s), their covariance over the jitter's variance.
    private final double[] offset = new double[FILTERS];
    private final double[] skew = new double[FILTERS];
    private final double[] p00 = new double[FILTERS];
    private final double[] p01 = new double[FILTERS];
    private final double[] p11 = new double[FILTERS];
    private final double[] wander = new double[FILTERS]; // 1/s³
    private final double[] logSpread = new double[FILTERS];
    private final double[] squares = new double[FILTERS];
    private final double[] weight = new double[FILTERS];
    private double count;
    private long remote0Ns;
    private long local0Ns;

    /**
     * Begins with two pairs.
     *
     * @param intervalNs usual time between pairs, above 0, ns
     */
    ClockFilterBank(TrackerSettings settings, ClockPair first, ClockPair second, double intervalNs) {
        firstJitter = settings.stampSigmaNs() * settings.stampSigmaNs();
        skewPriorPpb = ClockModel.UNKNOWN_SKEW * 1e9;
        systematicVariance = settings.systematicSigmaNs() * settings.systematicSigmaNs();
        double seconds = (second.localNs() - first.localNs()) * 1e-9;
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("the second pair is not later than the first");
        }
        double interval = intervalNs * 1e-9;
        double scale = LEAST_WANDER / (interval * interval * interval);
        double differenceNs = difference(second, first);
        for (int k = 0; k < FILTERS; k++) {
            wander[k] = scale * Math.pow(10, k);
            skew[k] = differenceNs / seconds;
            p00[k] = 1;
            p01[k] = 1 / seconds;
            p11[k] = 2 / (seconds * seconds) + wander[k] * seconds / 3;
        }
        Arrays.fill(weight, 1.0 / FILTERS);
        remote0Ns = second.remoteNs();
        local0Ns = second.localNs();
    }

    private static double difference(ClockPair a, ClockPair b) {
        return (a.remoteNs() - b.remoteNs()) - (a.localNs() - b.localNs());
    }

    /** Takes one more pair, later than all before. */
    void add(ClockPair pair) {
        double dt = (pair.localNs() - local0Ns) * 1e-9;
        double observed = (pair.remoteNs() - remote0Ns) - (pair.localNs() - local0Ns);
        double keep = 1 - 1 / MEMORY;
        for (int k = 0; k < FILTERS; k++) {
            double q = wander[k];
            p00[k] += dt * (2 * p01[k] + dt * p11[k]) + q * dt * dt * dt / 3;
            p01[k] += dt * p11[k] + q * dt * dt / 2;
            p11[k] += q * dt;
            double innovation = observed - (offset[k] + skew[k] * dt);
            double spread = p00[k] + 1;
            double size = Math.abs(innovation) / Math.sqrt(spread * jitter(k));
            double trust = size <= HUBER ? 1 : HUBER / size;
            double divisor = p00[k] + 1 / trust;
            double gain0 = p00[k] / divisor;
            double gain1 = p01[k] / divisor;
            // The reference moves to this pair, so that numbers stay small.
            offset[k] = offset[k] + skew[k] * dt + gain0 * innovation - observed;
            skew[k] += gain1 * innovation;
            p11[k] -= gain1 * p01[k];
            p00[k] *= 1 - gain0;
            p01[k] *= 1 - gain0;
            logSpread[k] = keep * logSpread[k] + Math.log(spread);
            squares[k] = keep * squares[k] + trust * innovation * innovation / spread;
        }
        count = keep * count + 1;
        remote0Ns = pair.remoteNs();
        local0Ns = pair.localNs();
        weigh();
    }

    /** Variance of a stamp as filter {@code k} sees it; what was expected counts only while pairs are few. */
    private double jitter(int k) {
        double prior = Math.max(0, 2 * (1 - count / 20));
        double n = count + prior;
        return n <= 0
                ? Math.max(firstJitter, LEAST_JITTER)
                : Math.max((squares[k] + prior * firstJitter) / n, LEAST_JITTER);
    }

    private void weigh() {
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < FILTERS; k++) {
            double jitter = jitter(k);
            double decades = Math.log10(wander[k] * jitter / USUAL_WANDER) / WANDER_DECADES;
            // Where the jitter is at its floor it is not free any more, and the full likelihood says so.
            weight[k] =
                    -0.5 * (logSpread[k] + count * Math.log(jitter) + squares[k] / jitter) - 0.5 * decades * decades;
            best = Math.max(best, weight[k]);
        }
        double sum = 0;
        for (int k = 0; k < FILTERS; k++) {
            weight[k] = Math.exp(weight[k] - best);
            sum += weight[k];
        }
        for (int k = 0; k < FILTERS; k++) {
            weight[k] /= sum;
        }
    }

    /** Standard deviation of a stamp, ns. */
    double stampSigmaNs() {
        double sum = 0;
        for (int k = 0; k < FILTERS; k++) {
            sum += weight[k] * jitter(k);
        }
        return Math.sqrt(sum);
    }

    /** The model now, referred to the last pair. */
    ClockModel model(ClockDomain remoteDomain, ClockDomain localDomain) {
        double offsetMean = 0;
        double skewMean = 0;
        for (int k = 0; k < FILTERS; k++) {
            offsetMean += weight[k] * offset[k];
            skewMean += weight[k] * skew[k];
        }
        double v00 = 0;
        double v01 = 0;
        double v11 = 0;
        double walk = 0;
        for (int k = 0; k < FILTERS; k++) {
            double jitter = jitter(k);
            double d0 = offset[k] - offsetMean;
            double d1 = skew[k] - skewMean;
            v00 += weight[k] * (p00[k] * jitter + d0 * d0);
            v01 += weight[k] * (p01[k] * jitter + d0 * d1);
            v11 += weight[k] * (p11[k] * jitter + d1 * d1);
            walk += weight[k] * wander[k] * jitter;
        }
        // The jitter is known from few pairs at first: Student's, not Gauss's.
        double few = 1 + 2 / Math.max(count, 1);
        v00 *= few;
        v01 *= few;
        v11 *= few;
        // No crystal is far off: what tames the skew while the pairs lie close together.
        double divisor = v11 + skewPriorPpb * skewPriorPpb;
        double gain0 = v01 / divisor;
        double gain1 = v11 / divisor;
        double offsetNs = offsetMean - gain0 * skewMean;
        double skewPpb = skewMean - gain1 * skewMean;
        v00 -= gain0 * v01;
        v01 -= gain0 * v11;
        v11 -= gain1 * v11;
        return new ClockModel(
                remoteDomain,
                localDomain,
                remote0Ns,
                local0Ns,
                offsetNs,
                skewPpb * 1e-9,
                Math.max(v00, 0) + systematicVariance,
                Math.max(v11, 0) * 1e-18,
                v01 * 1e-9,
                walk);
    }
}
