package dev.syncline.engine.flow;

import org.jspecify.annotations.Nullable;

/** Makes trackers of one kind. Thread-safe. */
public interface FlowTrackerProvider extends AutoCloseable {
    /** Short name for the result's {@code engine.flow}, such as {@code klt-opencv}. */
    String name();

    /** A new tracker. */
    FlowTracker open(FlowSettings settings);

    /** The device that the trackers run on; null on the processor. */
    default @Nullable FlowDevice device() {
        return null;
    }

    /** Gives back what the trackers share; they must be closed before. */
    @Override
    default void close() {}
}
