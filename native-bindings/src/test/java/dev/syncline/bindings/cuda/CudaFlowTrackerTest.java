package dev.syncline.bindings.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.bindings.gpu.GpuRuntime;
import dev.syncline.bindings.gpu.GpuTrackerContract;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowAccelerator;

/** On the first CUDA device; skipped where there is none. */
class CudaFlowTrackerTest extends GpuTrackerContract {
    @Override
    protected GpuRuntime openRuntime() {
        FlowAccelerator.Found found = new CudaAccelerator().find();
        assumeTrue(found.trouble() == null, String.valueOf(found.trouble()));
        return CudaAccelerator.runtime(0, new KernelCache(null));
    }

    @Override
    protected String name() {
        return "klt-cuda";
    }
}
