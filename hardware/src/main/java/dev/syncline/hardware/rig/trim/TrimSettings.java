package dev.syncline.hardware.rig.trim;

/**
 * How a {@link FrameTrim} steers.
 *
 * @param gain share of a predicted phase error that is taken away at once, above 0 to 1
 * @param deadBandLines phase errors below this many lines are left alone; at least ½, or rounding itself would swing
 * @param largestStepLines no frame is changed by more lines than this once in step, so that exposure and readout of a
 *     single frame do not jump
 * @param catchUpNs phase errors above this are taken away in steps as large as the camera allows, ns
 * @param memoryFrames over how many frames phase and drift are estimated, at least 4; more smooths jitter, fewer follow a
 *     clock that changes
 */
public record TrimSettings(double gain, double deadBandLines, int largestStepLines, long catchUpNs, int memoryFrames) {
    /** For timestamps that jitter by some microseconds and clocks that are up to some hundred ppm apart. */
    public static final TrimSettings DEFAULT = new TrimSettings(1, 0.5, 8, 500_000, 60);

    /** @throws IllegalArgumentException if a number is out of its range */
    public TrimSettings {
        if (!(gain > 0 && gain <= 1) || !(deadBandLines >= 0.5) || largestStepLines < 1 || catchUpNs <= 0) {
            throw new IllegalArgumentException("expected 0 < gain <= 1, a dead band of at least 0.5 lines, steps of at"
                    + " least a line and a positive catch-up, found " + gain + ", " + deadBandLines + ", "
                    + largestStepLines + ", " + catchUpNs);
        }
        if (memoryFrames < 4) {
            throw new IllegalArgumentException("memoryFrames=" + memoryFrames + ", expected 4 or more");
        }
    }
}
