package dev.syncline.bindings.opencv;

import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.SpreadTracker;
import org.jspecify.annotations.Nullable;

/** Makes trackers on OpenCV's pyramidal Lucas–Kanade. The library is loaded with the first tracker. */
public final class OpenCvFlowTrackerProvider implements FlowTrackerProvider {
    /** Makes a provider; nothing is loaded yet. */
    public OpenCvFlowTrackerProvider() {}

    @Override
    public String id() {
        return "opencv";
    }

    @Override
    public String name() {
        return "klt-opencv";
    }

    @Override
    public @Nullable String whyNot() {
        return OpenCvLibrary.whyNot();
    }

    @Override
    public FlowTracker open(FlowSettings settings) {
        return new SpreadTracker(settings, new OpenCvPointFollower(settings));
    }
}
