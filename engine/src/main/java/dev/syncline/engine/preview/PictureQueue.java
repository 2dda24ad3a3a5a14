package dev.syncline.engine.preview;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Pictures on their way to a sink in another thread: a few in all, so that neither side runs far ahead. */
final class PictureQueue implements AutoCloseable {
    private static final int PICTURES = 3;

    private final Preview.Sink sink;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(PICTURES);
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("preview-writer").factory());
    private volatile @Nullable Throwable failure;
    private long firstNs;
    private int passed;

    PictureQueue(int pixels, Preview.Sink sink) {
        this.sink = sink;
        for (int i = 0; i < PICTURES; i++) {
            free.add(new byte[pixels]);
        }
    }

    /** {@return a picture to draw into, whatever is in it; null when the sink has failed or this thread is interrupted} */
    byte @Nullable [] take() {
        try {
            byte[] picture = free.take();
            return failure == null ? picture : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * Passes a picture on.
     *
     * @param timeNs on the video's clock, ns
     */
    void pass(byte[] picture, long timeNs) {
        if (passed++ == 0) {
            firstNs = timeNs;
        }
        long sinceFirstNs = timeNs - firstNs;
        writer.execute(() -> {
            try {
                if (failure == null) {
                    sink.accept(picture, sinceFirstNs);
                }
            } catch (Throwable e) {
                failure = e;
            } finally {
                free.add(picture);
            }
        });
    }

    /**
     * Waits until all pictures are written.
     *
     * @return how many
     * @throws IOException when the sink failed, or this thread was interrupted
     */
    int finish() throws IOException {
        boolean interrupted = Thread.interrupted();
        // Waits, and is in haste when interrupted.
        writer.close();
        interrupted |= Thread.interrupted();
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("a sink may throw IOException only", e);
        }
        if (interrupted) {
            throw new InterruptedIOException("interrupted while drawing");
        }
        return passed;
    }

    /** Gives up what was not written yet, and waits until the sink has returned. */
    @Override
    public void close() {
        writer.shutdownNow();
        writer.close();
    }
}
