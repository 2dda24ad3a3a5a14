package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.Pulse;
import dev.syncline.hardware.pulse.PulseSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Takes pulses from their source on a thread of its own, so that no packet waits for a pulse. */
final class PulseQueue implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int QUEUED = 4096;
    /** A read waits {@link #WAIT} at most, and longer only where a machine has no time for it. */
    private static final long END_NS = 10_000_000_000L;

    private final PulseSource source;
    private final BlockingQueue<Pulse> pulses = new LinkedBlockingQueue<>(QUEUED);
    private final Thread thread;
    private volatile boolean ended;
    private volatile @Nullable IOException failure;

    PulseQueue(PulseSource source) {
        this.source = source;
        thread = Thread.ofPlatform()
                .daemon()
                .name("pulses of " + source.info().name())
                .unstarted(this::take);
        thread.start();
    }

    /** The next pulse; null where none has come. */
    @Nullable
    Pulse poll() {
        return pulses.poll();
    }

    /** What ended the source, told once; null while it is well. */
    @Nullable
    IOException failure() {
        IOException found = failure;
        failure = null;
        return found;
    }

    private void take() {
        int lost = 0;
        try {
            while (!ended) {
                Pulse pulse = source.next(WAIT);
                if (pulse == null) {
                    continue;
                }
                Pulse whole = new Pulse(pulse.localNs(), pulse.lostBefore() + lost);
                lost = pulses.offer(whole) ? 0 : whole.lostBefore() + 1;
            }
        } catch (IOException e) {
            if (!ended) {
                failure = e;
            }
        }
    }

    /** Waits for a read that is under way, since a line must not be closed under it. */
    @Override
    public void close() {
        ended = true;
        boolean interrupted = false;
        long untilNs = System.nanoTime() + END_NS;
        while (thread.isAlive() && System.nanoTime() - untilNs < 0) {
            try {
                thread.join(WAIT);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!thread.isAlive()) {
            source.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
