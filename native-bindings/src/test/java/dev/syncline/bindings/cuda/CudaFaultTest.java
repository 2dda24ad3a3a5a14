package dev.syncline.bindings.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.bindings.gpu.GpuFaultContract;
import dev.syncline.bindings.gpu.GpuRuntime;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowAccelerator;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the first CUDA device; skipped where there is none. */
class CudaFaultTest extends GpuFaultContract {
    @TempDir
    static Path kernels;

    @Override
    protected GpuRuntime openRuntime() {
        FlowAccelerator.Found found = new CudaAccelerator().find();
        assumeTrue(found.trouble() == null, String.valueOf(found.trouble()));
        return CudaAccelerator.runtime(0, new KernelCache(kernels));
    }
}
