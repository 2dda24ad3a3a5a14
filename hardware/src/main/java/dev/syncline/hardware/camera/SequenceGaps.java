package dev.syncline.hardware.camera;

/** Numbers of a driver's frames, which have 32 bits and wrap, as numbers that do not; counts those that are missing. */
public final class SequenceGaps {
    private boolean begun;
    private int lastRaw;
    private long last;
    private long missed;

    /**
     * Takes the next frame's number.
     *
     * @param raw the driver's, unsigned
     * @return the same without wraps; a number that goes back (a driver that began anew) goes on by one
     */
    public long next(int raw) {
        if (!begun) {
            begun = true;
            last = Integer.toUnsignedLong(raw);
        } else {
            int step = raw - lastRaw;
            if (step > 1) {
                missed += step - 1;
            }
            last += Math.max(1, step);
        }
        lastRaw = raw;
        return last;
    }

    /** Frames whose numbers were left out, since the first. */
    public long missed() {
        return missed;
    }
}
