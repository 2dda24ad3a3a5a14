package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.LumaFrame;
import org.jspecify.annotations.Nullable;

/**
 * Follows points through consecutive frames, choosing new ones where old ones are lost. Deterministic: the same frames
 * give the same points, to the bit. Not thread-safe; one tracker a window.
 */
public interface FlowTracker extends AutoCloseable {
    /**
     * Follows the points of the frame before into this one.
     *
     * @param frame the next in order of time; must not change until the one after the next was given
     * @return the points that could be followed, or null for the first frame after opening or {@link #reset()}
     * @throws IllegalArgumentException when the size differs from the frame before
     */
    @Nullable
    FlowPair advance(LumaFrame frame);

    /** Forgets the frame before: the next one begins again. */
    void reset();

    @Override
    void close();
}
