package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.SpreadTracker;

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
