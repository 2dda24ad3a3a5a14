package dev.syncline.hardware.framesync;

/**
 * How the cameras are brought together. The defaults are those of Raspberry Pi cameras.
 *
 * @param arithmetic stock, or with its faults repaired
 * @param syncPeriodFrames frames between two packets of a server, 1 or more
 * @param readyFrame frame of the server at which recording begins, 0 or more
 * @param minAdjustmentNs errors smaller than this are left alone, ns
 */
public record SyncSettings(Arithmetic arithmetic, int syncPeriodFrames, int readyFrame, long minAdjustmentNs) {
    /** Frames between packets, the frame of the synchronisation point, and the smallest correction, as stock has them. */
    public static final SyncSettings DEFAULT = new SyncSettings(Arithmetic.REPAIRED, 30, 100, 50_000);

    /** Which rules turn timestamps into corrections. */
    public enum Arithmetic {
        /** What stock rpicam programs compute, to the microsecond and on the frames that they look at, faults included. */
        STOCK,
        /** The same protocol with the faults repaired. */
        REPAIRED
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public SyncSettings {
        if (syncPeriodFrames < 1 || syncPeriodFrames > 100_000) {
            throw new IllegalArgumentException("sync period " + syncPeriodFrames + " frames, expected 1 to 100000");
        }
        if (readyFrame < 0 || readyFrame > 1_000_000) {
            throw new IllegalArgumentException("ready frame " + readyFrame + ", expected 0 to 1000000");
        }
        if (minAdjustmentNs < 0 || minAdjustmentNs > 1_000_000_000L) {
            throw new IllegalArgumentException(
                    "smallest adjustment " + minAdjustmentNs + " ns, expected 0 to 1000000000");
        }
    }

    /** The same with other rules. */
    public SyncSettings with(Arithmetic other) {
        return new SyncSettings(other, syncPeriodFrames, readyFrame, minAdjustmentNs);
    }
}
