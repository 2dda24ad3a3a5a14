package dev.syncline.hardware.recorder.run;

/**
 * When a capture ends.
 *
 * @param durationNs of the recording, counted from the first recorded frame, ns; 0 for no end
 * @param frames recorded frames; 0 for no limit
 * @param waitNs for the synchronisation point, ns; 0 for ever
 */
public record CaptureLimits(long durationNs, long frames, long waitNs) {
    public CaptureLimits {
        if (durationNs < 0 || frames < 0 || waitNs < 0) {
            throw new IllegalArgumentException(
                    "limits of " + durationNs + " ns, " + frames + " frames and " + waitNs + " ns, expected 0 or more");
        }
    }
}
