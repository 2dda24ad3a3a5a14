package dev.syncline.bindings.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the steps of many trackers, each on a thread of its own, go to the device together: whoever finds it free takes all
 * that wait there, and those who come in the meantime wait for the next round. A tracker alone never waits for others.
 */
final class StepQueue {
    private final Consumer<List<Step>> device;
    private final int most;
    private final List<Step> waiting = new ArrayList<>();
    private boolean busy;

    /**
     * @param device runs steps together, on one thread at a time; what came in one step's way it leaves in that step, what
     *     it throws came in the way of all
     * @param most steps that go together
     */
    StepQueue(Consumer<List<Step>> device, int most) {
        this.device = device;
        this.most = most;
    }

    /** Returns when the step is done; throws what came in its way. */
    void run(Step step) {
        boolean interrupted = false;
        synchronized (this) {
            waiting.add(step);
        }
        while (true) {
            List<Step> batch;
            synchronized (this) {
                while (busy && !step.done) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        // The device may be reading this tracker's memory: it is waited for, and the caller told.
                        interrupted = true;
                    }
                }
                if (step.done) {
                    break;
                }
                busy = true;
                List<Step> taken = waiting.subList(0, Math.min(most, waiting.size()));
                batch = List.copyOf(taken);
                taken.clear();
            }
            @Nullable RuntimeException failure = new GpuException("what the device did was broken off");
            try {
                device.accept(batch);
                failure = null;
            } catch (RuntimeException e) {
                failure = e;
            } finally {
                synchronized (this) {
                    busy = false;
                    for (Step each : batch) {
                        each.done = true;
                        each.failure = failure == null ? each.failure : failure;
                    }
                    notifyAll();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failure = step.failure;
        if (failure != null) {
            throw failure instanceof GpuException
                    ? new GpuException(String.valueOf(failure.getMessage()), failure)
                    : failure;
        }
    }
}
