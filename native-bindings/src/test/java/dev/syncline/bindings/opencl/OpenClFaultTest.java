package dev.syncline.bindings.opencl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.bindings.gpu.GpuFaultContract;
import dev.syncline.bindings.gpu.GpuRuntime;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowAccelerator;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the first OpenCL device, or the one that {@code -Dsyncline.test.opencl=1} names; skipped where there is none. */
class OpenClFaultTest extends GpuFaultContract {
    @TempDir
    static Path kernels;

    @Override
    protected GpuRuntime openRuntime() {
        FlowAccelerator.Found found = new OpenClAccelerator().find();
        assumeTrue(found.trouble() == null, String.valueOf(found.trouble()));
        return OpenClAccelerator.runtime(Integer.getInteger("syncline.test.opencl", 0), new KernelCache(kernels));
    }
}
