package dev.syncline.hardware.rig.trigger;

/** A clock that can be waited for. */
public interface Pacer {
    /** Now, ns; on Linux CLOCK_MONOTONIC for {@link SystemPacer}. */
    long nowNs();

    /**
     * Waits until a time; returns at once where it has passed.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    void waitUntil(long timeNs) throws InterruptedException;
}
