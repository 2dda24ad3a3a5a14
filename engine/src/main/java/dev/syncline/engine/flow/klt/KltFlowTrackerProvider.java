package dev.syncline.engine.flow.klt;

import dev.syncline.engine.flow.FlowSettings;
import dev.syncline.engine.flow.FlowTracker;
import dev.syncline.engine.flow.FlowTrackerProvider;
import dev.syncline.engine.flow.SpreadTracker;
import dev.syncline.engine.kernel.ImageKernels;

/** Makes trackers on the engine's own kernels: {@code klt-vector} or {@code klt-scalar}, as the lane is. */
public final class KltFlowTrackerProvider implements FlowTrackerProvider {
    private final ImageKernels kernels;

    /** On the lane in use. */
    public KltFlowTrackerProvider() {
        this(ImageKernels.active());
    }

    /** On a lane of one's own choice. */
    public KltFlowTrackerProvider(ImageKernels kernels) {
        this.kernels = kernels;
    }

    @Override
    public String id() {
        return "klt";
    }

    @Override
    public String name() {
        return kernels.name().startsWith("vector") ? "klt-vector" : "klt-scalar";
    }

    @Override
    public FlowTracker open(FlowSettings settings) {
        return new SpreadTracker(settings, new KltPointFollower(kernels, settings));
    }
}
