package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.video.LumaFrame;
import org.jspecify.annotations.Nullable;

/** Loses every point at once, as in the dark. */
final class BlindTracker implements FlowTracker {
    private @Nullable LumaFrame before;

    @Override
    public @Nullable FlowPair advance(LumaFrame frame) {
        LumaFrame last = before;
        before = frame;
        return last == null
                ? null
                : new FlowPair(
                        FlowPair.FrameStamp.of(last),
                        FlowPair.FrameStamp.of(frame),
                        new int[0],
                        new float[0],
                        new float[0],
                        new float[0],
                        new float[0],
                        new float[0]);
    }

    @Override
    public void reset() {
        before = null;
    }

    @Override
    public void close() {}
}
