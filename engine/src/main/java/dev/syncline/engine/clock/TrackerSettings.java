package dev.syncline.engine.clock;

/**
 * What is known of two clocks and of the stamps that tie them.
 *
 * @param remoteDomain the clock that is followed
 * @param localDomain the clock that it is followed by
 * @param stampSigmaNs expected standard deviation of a stamp, ns; only where to begin, the true one is estimated
 * @param noise how the errors of the stamps lie
 * @param systematicSigmaNs error that all stamps have in common, which no averaging takes away: a latency not known
 *     exactly, ns
 * @param maxSkew largest skew that is believed: 200e-6 is 200 ppm
 * @param lockPairs pairs in a row that must agree for a lock, 3 or more
 * @param stepThresholdNs deviations below this are never held to be a step, ns
 * @param holdoverAfterNs silence after which the lock is a hold-over, ns; 0: five usual intervals, half a second at least
 */
public record TrackerSettings(
        ClockDomain remoteDomain,
        ClockDomain localDomain,
        double stampSigmaNs,
        StampNoise noise,
        double systematicSigmaNs,
        double maxSkew,
        int lockPairs,
        long stepThresholdNs,
        long holdoverAfterNs) {
    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public TrackerSettings {
        if (!(stampSigmaNs > 0) || !(systematicSigmaNs >= 0) || !(maxSkew > 0) || !(maxSkew < 0.1)) {
            throw new IllegalArgumentException("stampSigmaNs=" + stampSigmaNs + " must be above 0, systematicSigmaNs="
                    + systematicSigmaNs + " 0 or more, maxSkew=" + maxSkew + " between 0 and 0.1");
        }
        if (lockPairs < 3 || stepThresholdNs < 0 || holdoverAfterNs < 0) {
            throw new IllegalArgumentException("lockPairs=" + lockPairs + " must be 3 or more, stepThresholdNs="
                    + stepThresholdNs + " and holdoverAfterNs=" + holdoverAfterNs + " 0 or more");
        }
    }

    /**
     * {@return usual settings: 200 ppm at most, five pairs for a lock, steps of 20 µs and more}
     *
     * @param remoteDomain the clock that is followed
     * @param localDomain the clock that it is followed by
     * @param stampSigmaNs expected standard deviation of a stamp, ns, above 0
     */
    public static TrackerSettings of(ClockDomain remoteDomain, ClockDomain localDomain, double stampSigmaNs) {
        return new TrackerSettings(
                remoteDomain, localDomain, stampSigmaNs, StampNoise.SYMMETRIC, 0, 200e-6, 5, 20_000, 0);
    }

    /**
     * {@return the same with an error that all stamps have in common}
     *
     * @param sigmaNs its standard deviation, ns, 0 or more
     */
    public TrackerSettings withSystematicSigmaNs(double sigmaNs) {
        return new TrackerSettings(
                remoteDomain,
                localDomain,
                stampSigmaNs,
                noise,
                sigmaNs,
                maxSkew,
                lockPairs,
                stepThresholdNs,
                holdoverAfterNs);
    }

    /**
     * {@return the same with stamps whose errors lie otherwise}
     *
     * @param stampNoise how they lie
     */
    public TrackerSettings withNoise(StampNoise stampNoise) {
        return new TrackerSettings(
                remoteDomain,
                localDomain,
                stampSigmaNs,
                stampNoise,
                systematicSigmaNs,
                maxSkew,
                lockPairs,
                stepThresholdNs,
                holdoverAfterNs);
    }

    /**
     * {@return the same with another silence before hold-over}
     *
     * @param silenceNs ns; 0 for five usual intervals, half a second at least
     */
    public TrackerSettings withHoldoverAfterNs(long silenceNs) {
        return new TrackerSettings(
                remoteDomain,
                localDomain,
                stampSigmaNs,
                noise,
                systematicSigmaNs,
                maxSkew,
                lockPairs,
                stepThresholdNs,
                silenceNs);
    }

    /** Whether two pairs can belong to the same two clocks. */
    boolean agree(ClockPair a, ClockPair b) {
        double localNs = a.localNs() - b.localNs();
        double differenceNs = (a.remoteNs() - b.remoteNs()) - (a.localNs() - b.localNs());
        return Math.abs(differenceNs) <= agreementNs() + maxSkew * Math.abs(localNs);
    }

    /** How far two pairs may disagree beside their skew, ns. */
    double agreementNs() {
        return Math.max(100_000, 6 * stampSigmaNs);
    }
}
