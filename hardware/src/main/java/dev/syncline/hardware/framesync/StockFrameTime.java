package dev.syncline.hardware.framesync;

/** What stock servers and clients both do with a frame's wall-clock time, in whole microseconds. */
final class StockFrameTime {
    private final long nominalUs;
    private boolean seen;
    private long previousUs;
    private long timeUs;
    private int count;
    private int dropped;

    StockFrameTime(long nominalUs) {
        this.nominalUs = nominalUs;
    }

    /** Takes a frame: its time never goes back by more than half a frame, and gaps count as dropped frames. */
    void begin(long wallUs) {
        timeUs = wallUs;
        dropped = 0;
        if (seen) {
            timeUs = Math.max(wallUs, previousUs + nominalUs / 2);
            dropped = (int) ((timeUs - previousUs - nominalUs / 2) / nominalUs);
            count += dropped;
        }
    }

    void end() {
        previousUs = timeUs;
        seen = true;
        count++;
    }

    /** Time of the frame, µs. */
    long timeUs() {
        return timeUs;
    }

    /** Since the frame before it, µs. */
    long sincePreviousUs() {
        return timeUs - previousUs;
    }

    /** Frames before it, dropped ones included. */
    int count() {
        return count;
    }

    /** Frames dropped just before it. */
    int dropped() {
        return dropped;
    }
}
