package dev.syncline.hardware.pulse;

import java.time.Duration;

/** Waits as system calls take them. */
final class Timeouts {
    private Timeouts() {}

    /** Whole milliseconds, rounded up, so that a short wait does not spin. */
    static int millis(Duration timeout) {
        long nanos = Math.max(0, timeout.toNanos());
        return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }
}
