package dev.syncline.engine.sync.flow;

import org.jspecify.annotations.Nullable;

/**
 * Makes trackers of one kind. Thread-safe. Providers are found by {@link java.util.ServiceLoader}: one needs a public
 * constructor without parameters that loads nothing, and a line in {@code
 * META-INF/services/dev.syncline.engine.sync.flow.FlowTrackerProvider}. Those of a device, such as CUDA's, come from a
 * {@link FlowAccelerator}.
 */
public interface FlowTrackerProvider extends AutoCloseable {
    /** {@return the word that chooses this tracker, such as {@code klt}; the same on every machine} */
    default String id() {
        return name();
    }

    /** {@return short name for the result's {@code engine.flow}, such as {@code klt-opencv}} */
    String name();

    /** {@return whether trackers can be opened on this machine} May load libraries. */
    default boolean isUsable() {
        return whyNot() == null;
    }

    /** {@return what is missing for this tracker on this machine, one line for people; null where nothing is} */
    default @Nullable String whyNot() {
        return null;
    }

    /**
     * {@return a new tracker, to be closed}
     *
     * @param settings how it chooses and follows points
     */
    FlowTracker open(FlowSettings settings);

    /** {@return the device that the trackers run on; null on the processor} */
    default @Nullable FlowDevice device() {
        return null;
    }

    /** Gives back what the trackers share; they must be closed before. */
    @Override
    default void close() {}
}
