package dev.syncline.engine.clock;

/**
 * What is known of a pulse line and the packets that name its pulses.
 *
 * @param tracker the clocks and the stamps
 * @param periodNs time between pulses that was asked for, ns; 0 where it is not known, or pulses come one by one
 * @param maxLatencyNs a packet comes at most this long after its pulse, ns
 * @param graceNs how long a packet waits for a pulse that is reported late, ns
 * @param tagged pulses are asked for one by one, each by its tag; see {@link PulsePairing#expect}
 */
public record PairingSettings(TrackerSettings tracker, long periodNs, long maxLatencyNs, long graceNs, boolean tagged) {
    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException when period or grace is below 0, or the latency not above 0
     */
    public PairingSettings {
        if (periodNs < 0 || maxLatencyNs <= 0 || graceNs < 0) {
            throw new IllegalArgumentException("periodNs=" + periodNs + " and graceNs=" + graceNs
                    + " must be 0 or more, maxLatencyNs=" + maxLatencyNs + " above 0");
        }
    }

    /**
     * {@return a pulse train: packets at most 20 ms late, waiting 100 ms for a pulse}
     *
     * @param tracker the clocks and the stamps
     * @param periodNs time between pulses that was asked for, ns; 0 where it is not known
     */
    public static PairingSettings train(TrackerSettings tracker, long periodNs) {
        return new PairingSettings(tracker, periodNs, 20_000_000, 100_000_000, false);
    }

    /**
     * {@return pulses asked for one by one: packets at most 0.5 s late, waiting 100 ms for a pulse}
     *
     * @param tracker the clocks and the stamps
     */
    public static PairingSettings tagged(TrackerSettings tracker) {
        return new PairingSettings(tracker, 0, 500_000_000, 100_000_000, true);
    }

    /**
     * {@return the same with another bound for the packets' latency}
     *
     * @param latencyNs a packet comes at most this long after its pulse, ns, above 0
     */
    public PairingSettings withMaxLatencyNs(long latencyNs) {
        return new PairingSettings(tracker, periodNs, latencyNs, graceNs, tagged);
    }
}
