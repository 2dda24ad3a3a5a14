package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A clip that fails after some frames, and that knows whether it is being decoded. */
final class BrokenFrames implements FrameSource {
    private final FrameSource whole;
    private final int good;
    private final Exception trouble;
    private final AtomicInteger delivered = new AtomicInteger();
    private volatile boolean inUse;

    /** @param trouble an {@link IOException} or {@link RuntimeException}, thrown after {@code good} frames */
    BrokenFrames(FrameSource whole, int good, Exception trouble) {
        this.whole = whole;
        this.good = good;
        this.trouble = trouble;
    }

    boolean isInUse() {
        return inUse;
    }

    @Override
    public VideoInfo info() {
        return whole.info();
    }

    @Override
    public int workingWidthPx() {
        return whole.workingWidthPx();
    }

    @Override
    public int workingHeightPx() {
        return whole.workingHeightPx();
    }

    @Override
    public int decode(long fromNs, long toNs, FrameSink sink) throws IOException {
        inUse = true;
        try {
            int count = whole.decode(fromNs, toNs, frame -> delivered.getAndIncrement() < good && sink.accept(frame));
            if (delivered.get() > good) {
                switch (trouble) {
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    default -> throw new AssertionError(trouble);
                }
            }
            return count;
        } finally {
            inUse = false;
        }
    }

    @Override
    public void close() {}
}
