package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decodes windows, one after the other, on a thread of its own and a few frames ahead of who takes them: what comes
 * before a window, from its keyframe on, is decoded while the window before is still being followed.
 */
final class DecodeAhead implements AutoCloseable {
    /** Frames decoded and not yet taken, at most; enough to even out frames that are costly to decode. */
    private static final int FRAMES_AHEAD = 8;

    private sealed interface Item {}

    private record Decoded(LumaFrame frame) implements Item {}

    private record EndOfWindow() implements Item {}

    private record Failed(IOException cause) implements Item {}

    private record Refused(RuntimeException cause) implements Item {}

    private record Broken(Error cause) implements Item {}

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(FRAMES_AHEAD);
    private final Thread decoder;

    /** @param frames nobody else's until this is closed */
    DecodeAhead(FrameSource frames, List<WindowChoice.Span> windows) {
        decoder = Thread.ofPlatform().daemon().name("decode").start(() -> decode(frames, windows));
    }

    private void decode(FrameSource frames, List<WindowChoice.Span> windows) {
        try {
            for (WindowChoice.Span w : windows) {
                frames.decode(w.fromNs(), w.toNs(), frame -> put(new Decoded(frame)));
                if (!put(new EndOfWindow())) {
                    return;
                }
            }
        } catch (IOException e) {
            put(new Failed(e));
        } catch (RuntimeException e) {
            put(new Refused(e));
        } catch (Error e) {
            put(new Broken(e));
        }
    }

    /** False where nobody wants any more. */
    private boolean put(Item item) {
        try {
            items.put(item);
            return true;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The next frame; null at the end of each window.
     *
     * @throws IOException what the source threw, in its place among the frames
     */
    @Nullable
    LumaFrame next() throws IOException {
        try {
            return switch (items.take()) {
                case Decoded decoded -> decoded.frame();
                case EndOfWindow end -> null;
                case Failed failed -> throw failed.cause();
                case Refused refused -> throw refused.cause();
                case Broken broken -> throw broken.cause();
            };
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while decoding");
        }
    }

    /** Stops decoding, and returns when the source is no longer in use. */
    @Override
    public void close() {
        decoder.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                decoder.join();
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
