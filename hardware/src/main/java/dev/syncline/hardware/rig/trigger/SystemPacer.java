package dev.syncline.hardware.rig.trigger;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits on the machine's monotonic clock: sleeps until shortly before, then spins, since a sleeping thread wakes up some
 * tens of microseconds late.
 */
public final class SystemPacer implements Pacer {
    private final long spinNs;

    /** @param spinNs how long before the time to stop sleeping, ns; more is more exact and costs a processor */
    public SystemPacer(long spinNs) {
        if (spinNs < 0) {
            throw new IllegalArgumentException("spinNs=" + spinNs + ", expected 0 or more");
        }
        this.spinNs = spinNs;
    }

    @Override
    public long nowNs() {
        return System.nanoTime();
    }

    @Override
    public void waitUntil(long timeNs) throws InterruptedException {
        long left = timeNs - System.nanoTime();
        while (left > spinNs) {
            LockSupport.parkNanos(left - spinNs);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = timeNs - System.nanoTime();
        }
        while (timeNs - System.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }
}
