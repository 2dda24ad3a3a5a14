package dev.syncline.engine.clock;

import java.util.Arrays;

/**
 * How much later than the truth one-sided stamps are on average: the distance from their mean, which the filters
 * follow, to the earliest of them. The few earliest are past the truth by what their density there tells, which is taken
 * off, and is the error bar.
 */
final class LatenessEnvelope {
    private static final int CAPACITY = 256;

    /** Found anew after this many pairs. */
    private static final int EVERY = 16;

    /** Of this many stamps one is let pass as an outlier. */
    private static final int OUTLIER_IN = 128;

    /** Between an exponential's density at its edge (1) and a uniform's (2), times the mean over the count. */
    private static final double SPACING = 1.4;

    private static final double SPACING_DOUBT = 0.4;

    private final ClockPair[] pairs = new ClockPair[CAPACITY];
    private long added;
    private double meanNs;
    private double sigmaNs;
    private double halfSpanNs;

    /** Takes a pair and the model that follows the mean of the stamps. */
    void add(ClockPair pair, ClockModel mean) {
        pairs[(int) (added++ % CAPACITY)] = pair;
        if (added < EVERY || added % EVERY == 0) {
            find(mean);
        }
    }

    private void find(ClockModel mean) {
        int n = (int) Math.min(added, CAPACITY);
        double[] lateNs = new double[n];
        for (int i = 0; i < n; i++) {
            lateNs[i] = -mean.residualNs(pairs[i]);
        }
        Arrays.sort(lateNs);
        halfSpanNs = (pairs[(int) ((added - 1) % CAPACITY)].localNs() - pairs[(int) ((added - n) % CAPACITY)].localNs())
                / 2.0;
        int rank = 1 + n / OUTLIER_IN;
        double earliest = -lateNs[rank - 1];
        double spacing = Math.max(earliest, 0) / n;
        meanNs = Math.max(earliest + SPACING * rank * spacing, 0);
        sigmaNs = spacing * Math.hypot(SPACING * Math.sqrt(rank), SPACING_DOUBT * rank);
    }

    /** The model for the earliest stamps, from the one for their mean. */
    ClockModel corrected(ClockModel mean) {
        // The earliest stamps were measured from the same line, so the line's offset error is not in the result: what
        // its slope does on the way from them to now is, and never more than the line's own error.
        double seconds = halfSpanNs * 1e-9;
        double way =
                mean.skewVariance() * halfSpanNs * halfSpanNs + mean.wanderNs2PerS3() * seconds * seconds * seconds / 3;
        double offsetVariance = Math.min(mean.offsetVariance(), way);
        double covariance = Math.min(mean.covariance(), Math.sqrt(offsetVariance * mean.skewVariance()));
        return new ClockModel(
                mean.remoteDomain(),
                mean.localDomain(),
                mean.remote0Ns(),
                mean.local0Ns(),
                mean.offsetNs() + meanNs,
                mean.skew(),
                offsetVariance + sigmaNs * sigmaNs,
                mean.skewVariance(),
                covariance,
                mean.wanderNs2PerS3());
    }
}
