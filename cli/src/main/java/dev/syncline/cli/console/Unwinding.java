package dev.syncline.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command clean up when the process is told to end: Ctrl-C interrupts the working thread, and the process waits,
 * for a while, until it has closed and removed what it had open. The JVM itself then exits with 130.
 */
public final class Unwinding {
    private static final long PATIENCE_S = 5;

    private static final AtomicReference<@Nullable Runnable> INSTEAD = new AtomicReference<>();

    private final CountDownLatch done = new CountDownLatch(1);

    private Unwinding() {}

    /** Watches over {@code worker} from now on. */
    public static Unwinding of(Thread worker) {
        Unwinding unwinding = new Unwinding();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> unwinding.unwind(worker), "unwinding"));
        return unwinding;
    }

    /** Where the process is told to end, runs this, for as long as it takes, and interrupts nobody. */
    public static void insteadOfInterrupting(Runnable ending) {
        INSTEAD.set(ending);
    }

    private void unwind(Thread worker) {
        if (done.getCount() == 0) {
            return;
        }
        Runnable ending = INSTEAD.get();
        if (ending != null) {
            ending.run();
            return;
        }
        worker.interrupt();
        try {
            if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("syncline: the work did not stop within " + PATIENCE_S + " s and was cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The worker has cleaned up, or had nothing to clean up. */
    public void done() {
        done.countDown();
    }
}
