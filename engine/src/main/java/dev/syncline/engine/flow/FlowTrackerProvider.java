package dev.syncline.engine.flow;

/** Makes trackers of one kind. Thread-safe. */
public interface FlowTrackerProvider {
    /** Short name for the result's {@code engine.flow}, such as {@code klt-opencv}. */
    String name();

    /** A new tracker. */
    FlowTracker open(FlowSettings settings);
}
