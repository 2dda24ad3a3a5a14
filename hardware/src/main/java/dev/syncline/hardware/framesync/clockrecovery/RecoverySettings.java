package dev.syncline.hardware.framesync.clockrecovery;

/**
 * How the wall clock is fitted to the sensor's clock. Every length of time says its unit: the same numbers were once
 * microseconds in libcamera and have been read as nanoseconds since September 2025, a thousand times too tight.
 *
 * @param samples about how many samples back are remembered, 2 or more
 * @param minSamples samples before a rate is fitted, 2 or more
 * @param maxJitterNs a sample counts as off by at most this, ns
 * @param stepNs a wall clock that is off by more than this was stepped: the fit begins again, ns
 * @param stepConfirmations samples in a row that are off by more than {@code maxJitterNs}, all by about the same, after
 *     which a smaller step is believed too
 */
public record RecoverySettings(int samples, int minSamples, long maxJitterNs, long stepNs, int stepConfirmations) {
    /** The constants that were meant: 2 ms of jitter, steps from 50 ms. */
    public static final RecoverySettings DEFAULT = new RecoverySettings(100, 10, 2_000_000, 50_000_000, 3);

    /** @throws IllegalArgumentException if a number is out of its range */
    public RecoverySettings {
        if (samples < 2 || minSamples < 2 || maxJitterNs <= 0 || stepNs < maxJitterNs || stepConfirmations < 1) {
            throw new IllegalArgumentException("expected samples and minSamples >= 2, 0 < maxJitterNs <= stepNs,"
                    + " stepConfirmations >= 1, found " + samples + ", " + minSamples + ", " + maxJitterNs + ", "
                    + stepNs + ", " + stepConfirmations);
        }
    }
}
