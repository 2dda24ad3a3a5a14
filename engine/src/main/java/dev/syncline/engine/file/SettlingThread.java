package dev.syncline.engine.file;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Settles growing files once a second, on a thread of its own: a disk may take longer to answer than a camera or a serial
 * line can wait.
 */
public final class SettlingThread implements AutoCloseable {
    private static final long PERIOD_MS = 1000;

    private final List<Growing> files;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable IOException failure;

    /** Begins to settle these, in this order. */
    public SettlingThread(List<? extends Growing> files) {
        this.files = List.copyOf(files);
        this.thread = Thread.ofPlatform().daemon().name("settling").start(this::run);
    }

    private void run() {
        try {
            while (!ended.await(PERIOD_MS, TimeUnit.MILLISECONDS)) {
                for (Growing file : files) {
                    settle(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(Growing file) {
        try {
            file.settle();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }

    /** What went wrong first, or null. */
    public @Nullable IOException failure() {
        return failure;
    }

    /** Ends it; when this returns, no file is being settled. Waits even while interrupted. */
    @Override
    public void close() {
        ended.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
