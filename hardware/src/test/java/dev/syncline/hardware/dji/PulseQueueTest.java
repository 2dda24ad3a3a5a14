package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.pulse.PulseSource;
import dev.syncline.hardware.pulse.PulseSourceInfo;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PulseQueueTest {
    /** A line that must not be closed while it is read, as those of the kernel. */
    private static final class Line implements PulseSource {
        final CountDownLatch reading = new CountDownLatch(1);
        final AtomicInteger reads = new AtomicInteger();
        final CountDownLatch never = new CountDownLatch(1);
        boolean closedUnderARead;
        int closed;

        @Override
        public PulseSourceInfo info() {
            return new PulseSourceInfo("test", "test", ClockDomain.MONOTONIC, 0, 1, StampNoise.SYMMETRIC);
        }

        @Override
        public @Nullable Pulse next(Duration timeout) {
            reads.incrementAndGet();
            reading.countDown();
            try {
                boolean _ = never.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reads.decrementAndGet();
            return null;
        }

        @Override
        public void close() {
            closedUnderARead |= reads.get() > 0;
            closed++;
        }
    }

    private static void closeWhileItIsRead(boolean interrupted) throws InterruptedException {
        Line line = new Line();
        PulseQueue queue = new PulseQueue(line);
        line.reading.await();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        queue.close();
        assertEquals(interrupted, Thread.interrupted());
        assertEquals(1, line.closed);
        assertFalse(line.closedUnderARead, "closed under a read");
        assertTrue(queue.poll() == null);
    }

    @Test
    void shouldNotCloseALineWhileItIsRead() throws InterruptedException {
        closeWhileItIsRead(false);
        closeWhileItIsRead(true);
    }
}
