package dev.syncline.bindings.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_AVAILABLE;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_COMPILER_AVAILABLE;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_ENDIAN_LITTLE;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_GLOBAL_MEM_SIZE;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_NAME;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_TYPE;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_TYPE_CPU;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_VERSION;
import static org.bytedeco.opencl.global.OpenCL.CL_DRIVER_VERSION;

import dev.syncline.bindings.gpu.GpuException;
import dev.syncline.bindings.gpu.GpuFlowTrackerProvider;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.bindings.load.NativeLibraryException;
import dev.syncline.engine.sync.flow.FlowAccelerator;
import dev.syncline.engine.sync.flow.FlowDevice;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencl._cl_device_id;
import org.jspecify.annotations.Nullable;

/** Devices of all OpenCL drivers on this machine: {@code opencl:0}, {@code opencl:1}, … */
public final class OpenClAccelerator implements FlowAccelerator {
    private static final String NO_DEVICE =
            "OpenCL has no device: no driver is installed (on Debian, pocl-opencl-icd is one that uses the processor)";

    /** Loads nothing yet. */
    public OpenClAccelerator() {}

    @Override
    public String kind() {
        return "opencl";
    }

    @Override
    public Found find() {
        try {
            OpenClLibrary.ensureLoaded();
            List<_cl_device_id> ids = OpenClLibrary.devices();
            List<FlowDevice> devices = new ArrayList<>();
            for (int number = 0; number < ids.size(); number++) {
                devices.add(describe(number, ids.get(number)));
            }
            return new Found(devices, devices.isEmpty() ? NO_DEVICE : null);
        } catch (NativeLibraryException | GpuException e) {
            return new Found(List.of(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public FlowTrackerProvider open(int number, long memoryBytes) {
        return new GpuFlowTrackerProvider("klt-opencl", runtime(number, KernelCache.ofUser()), memoryBytes);
    }

    /** One device's runtime. */
    static OpenClRuntime runtime(int number, KernelCache cache) {
        OpenClLibrary.ensureLoaded();
        List<_cl_device_id> ids = OpenClLibrary.devices();
        if (number >= ids.size()) {
            throw ids.isEmpty() ? new GpuException(NO_DEVICE) : GpuException.noSuchDevice("opencl", number, ids.size());
        }
        FlowDevice device = describe(number, ids.get(number));
        if (device.unusable() != null) {
            throw new GpuException(device.id() + " cannot be used: " + device.unusable());
        }
        return new OpenClRuntime(ids.get(number), device, cache);
    }

    private static FlowDevice describe(int number, _cl_device_id id) {
        return new FlowDevice(
                "opencl:" + number,
                OpenClLibrary.text(id, CL_DEVICE_NAME),
                OpenClLibrary.number(id, CL_DEVICE_GLOBAL_MEM_SIZE),
                OpenClLibrary.text(id, CL_DRIVER_VERSION),
                OpenClLibrary.text(id, CL_DEVICE_VERSION),
                (OpenClLibrary.number(id, CL_DEVICE_TYPE) & CL_DEVICE_TYPE_CPU) != 0,
                whyNot(id));
    }

    private static @Nullable String whyNot(_cl_device_id id) {
        if (OpenClLibrary.flag(id, CL_DEVICE_AVAILABLE) == 0) {
            return "its driver says that it is not available";
        }
        if (OpenClLibrary.flag(id, CL_DEVICE_COMPILER_AVAILABLE) == 0) {
            return "its driver has no compiler";
        }
        return OpenClLibrary.flag(id, CL_DEVICE_ENDIAN_LITTLE) == 0 ? "its numbers are big-endian" : null;
    }
}
