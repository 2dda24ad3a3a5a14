package dev.syncline.engine.api;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Stops syncs from another thread. One may be handed to any number of syncs; once cancelled it stays so. Thread-safe.
 *
 * <p>A sync is stopped by interrupting the thread that runs it. Where someone else interrupts that thread at the same
 * moment, both are taken for one.
 */
public final class Cancellation {
    private final Set<Thread> running = new HashSet<>();
    private boolean cancelled;

    /** Not cancelled yet. */
    public Cancellation() {}

    /** Stops the syncs that run with this, and those that will be started with it. Returns at once. */
    public synchronized void cancel() {
        cancelled = true;
        running.forEach(Thread::interrupt);
    }

    /** {@return whether {@link #cancel()} was called} */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** @throws CancellationException when cancelled already */
    synchronized void enter(String name) {
        check(name);
        running.add(Thread.currentThread());
    }

    /** After this the thread is not interrupted any more, and an interrupt by this is taken back. */
    synchronized void leave() {
        running.remove(Thread.currentThread());
        if (cancelled) {
            Thread.interrupted();
        }
    }

    synchronized void check(String name) {
        if (cancelled) {
            throw new CancellationException(name + ": the sync was cancelled");
        }
    }
}
