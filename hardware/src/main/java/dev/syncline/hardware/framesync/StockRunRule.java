package dev.syncline.hardware.framesync;

/**
 * Which frames stock rpicam programs run their sync on. A Raspberry Pi's camera algorithms run 30 times a second at most,
 * with a tenth allowed; above 33 frames a second that is every second frame, or fewer, and the others count as dropped.
 */
public final class StockRunRule {
    /** Nine tenths of 33 333 µs. */
    private static final long LEAST_NS = 29_999_700L;

    private boolean ran;
    private long lastNs;
    private int skipped;
    private int skippedBefore;

    StockRunRule() {}

    /** The sync runs on every so many frames. */
    public static int everyFrames(long nominalFrameNs) {
        return Math.toIntExact(Math.max(1, Math.ceilDiv(LEAST_NS, nominalFrameNs)));
    }

    /** Whether the sync runs on a frame; for frames in their order. */
    boolean runs(long sensorNs) {
        if (ran && sensorNs >= lastNs && sensorNs - lastNs < LEAST_NS) {
            skipped++;
            return false;
        }
        ran = true;
        lastNs = sensorNs;
        skippedBefore = skipped;
        skipped = 0;
        return true;
    }

    /** Frames since the latest one that it ran on. */
    int sinceRun() {
        return skipped;
    }

    /** Frames that came between the latest two that it ran on. */
    int skippedBeforeRun() {
        return skippedBefore;
    }
}
