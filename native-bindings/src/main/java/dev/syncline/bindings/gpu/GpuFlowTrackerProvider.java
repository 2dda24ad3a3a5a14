package dev.syncline.bindings.gpu;

import dev.syncline.engine.sync.flow.FlowDevice;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.SpreadTracker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes trackers on one device, which they share. Kernels are compiled with the first tracker. */
public final class GpuFlowTrackerProvider implements FlowTrackerProvider {
    /** Enough for some sixty windows of 848×480 px, and little enough for a device that does other things too. */
    private static final long USUAL_MEMORY_BYTES = 512L << 20;

    private final String name;
    private final GpuRuntime runtime;
    private final long memoryBytes;
    private final Map<Integer, GpuFlow> flows = new HashMap<>(); // by side of the patches, px; guarded by itself
    private boolean closed;

    /**
     * @param name for the result's {@code engine.flow}
     * @param runtime closed with this
     * @param memoryBytes most memory to take on the device; 0 for the usual
     */
    public GpuFlowTrackerProvider(String name, GpuRuntime runtime, long memoryBytes) {
        this.name = name;
        this.runtime = runtime;
        this.memoryBytes = memoryBytes > 0
                ? memoryBytes
                : Math.min(USUAL_MEMORY_BYTES, runtime.device().memoryBytes() / 4);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FlowDevice device() {
        return runtime.device();
    }

    @Override
    public FlowTracker open(FlowSettings settings) {
        GpuFlow flow;
        synchronized (flows) {
            if (closed) {
                throw new IllegalStateException(runtime.device().id() + " is closed");
            }
            flow = flows.get(settings.windowPx());
            if (flow == null) {
                flow = new GpuFlow(runtime, settings.windowPx(), memoryBytes);
                flows.put(settings.windowPx(), flow);
            }
        }
        return new SpreadTracker(settings, new GpuPointFollower(flow, settings));
    }

    @Override
    public void close() {
        synchronized (flows) {
            if (!closed) {
                closed = true;
                List<Runnable> all = new ArrayList<>();
                flows.values().forEach(flow -> all.add(flow::close));
                all.add(runtime::close);
                Closing.all(all);
            }
        }
    }
}
