package dev.syncline.engine.clock;

/**
 * How a remote clock runs against a local one, near a reference instant, and how well that is known:
 *
 * <pre>remote = remote0 + offset + (1 + skew) · (local − local0)</pre>
 *
 * Never changes, so that threads may share it. Times stay whole nanoseconds in {@code long}: only the small difference
 * of the two clocks is a {@code double}, so that nothing is lost however long the clocks have run.
 *
 * @param remoteDomain the clock {@code remote}
 * @param localDomain the clock {@code local}
 * @param remote0Ns the reference instant, remote clock, whole ns
 * @param local0Ns the reference instant, local clock, whole ns
 * @param offsetNs what is left of the offset there, ns
 * @param skew how much faster the remote clock runs: 30e-6 is 30 ppm
 * @param offsetVariance variance of the offset, ns²
 * @param skewVariance variance of the skew
 * @param covariance of offset and skew, ns
 * @param wanderNs2PerS3 how the skew walks at random: the power of its white derivative, ns²/s³ (ppb² per second)
 */
public record ClockModel(
        ClockDomain remoteDomain,
        ClockDomain localDomain,
        long remote0Ns,
        long local0Ns,
        double offsetNs,
        double skew,
        double offsetVariance,
        double skewVariance,
        double covariance,
        double wanderNs2PerS3) {
    /** Standard deviation of a skew of which nothing is known: two ordinary crystals. */
    public static final double UNKNOWN_SKEW = 50e-6;

    /** Variance of a time that was rounded to whole nanoseconds, ns². */
    private static final double ROUNDING = 1.0 / 12;

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException when the skew is not within ±0.5, a variance or the wander is below 0, or one of
     *     these or the offset is NaN
     */
    public ClockModel {
        if (!(Math.abs(skew) < 0.5)) {
            throw new IllegalArgumentException("a skew of " + skew + " is no clock's");
        }
        if (!(offsetVariance >= 0) || !(skewVariance >= 0) || !(wanderNs2PerS3 >= 0) || Double.isNaN(offsetNs)) {
            throw new IllegalArgumentException("variances must be 0 or more: offset " + offsetVariance + " ns², skew "
                    + skewVariance + ", wander " + wanderNs2PerS3 + "; offset " + offsetNs + " ns");
        }
    }

    /**
     * The plain formula of hardware sync, {@code t_local = t0_local + t_remote − t0_remote}: one instant, and nothing
     * known of the skew.
     *
     * @param remoteDomain the clock of the pair's remote time
     * @param localDomain the clock of its local time
     * @param pair the reference instant
     * @param stampSigmaNs standard error of the pair, ns
     * @return a model with skew 0 ± {@link #UNKNOWN_SKEW}
     */
    public static ClockModel ofPair(
            ClockDomain remoteDomain, ClockDomain localDomain, ClockPair pair, double stampSigmaNs) {
        return new ClockModel(
                remoteDomain,
                localDomain,
                pair.remoteNs(),
                pair.localNs(),
                0,
                0,
                stampSigmaNs * stampSigmaNs,
                UNKNOWN_SKEW * UNKNOWN_SKEW,
                0,
                0);
    }

    /**
     * {@return remote time of a local one, with its standard error}
     *
     * @param localNs local clock, ns
     */
    public Converted remoteAt(long localNs) {
        return new Converted(toRemote(localNs), sigmaNsAtLocal(localNs));
    }

    /**
     * {@return local time of a remote one, with its standard error}
     *
     * @param remoteNs remote clock, ns
     */
    public Converted localAt(long remoteNs) {
        long localNs = toLocal(remoteNs);
        return new Converted(localNs, sigmaNsAtLocal(localNs) / (1 + skew));
    }

    /**
     * {@return remote time of a local one, ns}
     *
     * @param localNs local clock, ns
     */
    public long toRemote(long localNs) {
        long since = localNs - local0Ns;
        return remote0Ns + since + Math.round(offsetNs + skew * since);
    }

    /**
     * {@return local time of a remote one, ns}
     *
     * @param remoteNs remote clock, ns
     */
    public long toLocal(long remoteNs) {
        long since = remoteNs - remote0Ns;
        return local0Ns + since - Math.round((offsetNs + skew * since) / (1 + skew));
    }

    /**
     * {@return a pair's remote time less this model's, ns, with its fraction}
     *
     * @param pair of the same two clocks
     */
    public double residualNs(ClockPair pair) {
        long sinceLocal = pair.localNs() - local0Ns;
        long sinceRemote = pair.remoteNs() - remote0Ns;
        return sinceRemote - sinceLocal - (offsetNs + skew * sinceLocal);
    }

    /**
     * {@return remote less local time, ns; as a whole number, since it may be decades}
     *
     * @param localNs local clock, ns
     */
    public long differenceNs(long localNs) {
        return toRemote(localNs) - localNs;
    }

    /**
     * {@return standard error of a conversion, ns; grows away from the reference}
     *
     * @param localNs local clock, ns
     */
    public double sigmaNsAtLocal(long localNs) {
        return Math.sqrt(varianceAtLocal(localNs) + ROUNDING);
    }

    /** Variance of remote less local time at a local time, ns². */
    double varianceAtLocal(long localNs) {
        double since = localNs - local0Ns;
        double seconds = Math.abs(since) * 1e-9;
        double linear = offsetVariance + 2 * covariance * since + skewVariance * since * since;
        return Math.max(linear, 0) + wanderNs2PerS3 * seconds * seconds * seconds / 3;
    }

    /** {@return standard error of the skew, no unit} */
    public double skewSigma() {
        return Math.sqrt(skewVariance);
    }

    /** {@return skew in parts per million} */
    public double skewPpm() {
        return skew * 1e6;
    }

    /** {@return the same relation with the clocks' parts exchanged} */
    public ClockModel inverse() {
        double rate = 1 + skew;
        return new ClockModel(
                localDomain,
                remoteDomain,
                local0Ns,
                remote0Ns,
                -offsetNs / rate,
                -skew / rate,
                offsetVariance,
                skewVariance,
                covariance,
                wanderNs2PerS3);
    }

    /**
     * The remote clock of {@code next} against this one's local clock, where {@code next}'s local clock is this one's
     * remote clock. Errors of the two are taken to be independent.
     *
     * @param next from this one's remote clock on
     * @return from this one's local clock to {@code next}'s remote clock
     * @throws IllegalArgumentException if the clock in the middle is not the same
     */
    public ClockModel then(ClockModel next) {
        if (next.localDomain != remoteDomain) {
            throw new IllegalArgumentException("cannot chain " + localDomain + " to " + remoteDomain + " with "
                    + next.localDomain + " to " + next.remoteDomain);
        }
        long middleNs = toRemote(local0Ns);
        long endNs = next.toRemote(middleNs);
        double fraction = offsetNs - Math.round(offsetNs);
        double nextSince = middleNs - next.local0Ns;
        double nextExact = next.offsetNs + next.skew * nextSince;
        double nextFraction = nextExact - Math.round(nextExact);
        return new ClockModel(
                next.remoteDomain,
                localDomain,
                endNs,
                local0Ns,
                fraction + nextFraction,
                skew + next.skew + skew * next.skew,
                offsetVariance + next.varianceAtLocal(middleNs),
                skewVariance + next.skewVariance,
                covariance + next.covariance + next.skewVariance * nextSince,
                wanderNs2PerS3 + next.wanderNs2PerS3);
    }
}
