package dev.syncline.bindings.cuda;

import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetCount;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cuDeviceTotalMem;

import dev.syncline.bindings.gpu.GpuException;
import dev.syncline.bindings.gpu.GpuFlowTrackerProvider;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowAccelerator;
import dev.syncline.engine.sync.flow.FlowDevice;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/** NVIDIA's devices: {@code cuda:0}, {@code cuda:1}, … in the driver's order. */
public final class CudaAccelerator implements FlowAccelerator {
    /** What CUDA 13 still compiles for: Turing, 7.5. */
    private static final int LEAST_CAPABILITY = 75;

    private static final int NAME_BYTES = 256;

    /** Loads nothing yet. */
    public CudaAccelerator() {}

    @Override
    public String kind() {
        return "cuda";
    }

    @Override
    public Found find() {
        try {
            return new Found(devices(), null);
        } catch (GpuException e) {
            return new Found(List.of(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public FlowTrackerProvider open(int number, long memoryBytes) {
        return new GpuFlowTrackerProvider("klt-cuda", runtime(number, KernelCache.ofUser()), memoryBytes);
    }

    /** One device's runtime. */
    static CudaRuntime runtime(int number, KernelCache cache) {
        return runtime(number, cache, CudaRuntime.Queue.OWN);
    }

    static CudaRuntime runtime(int number, KernelCache cache, CudaRuntime.Queue queue) {
        List<FlowDevice> devices = devices();
        if (number >= devices.size()) {
            throw GpuException.noSuchDevice("cuda", number, devices.size());
        }
        FlowDevice device = devices.get(number);
        if (device.unusable() != null) {
            throw new GpuException(device.id() + " cannot be used: " + device.unusable());
        }
        return new CudaRuntime(handle(number), capability(handle(number)), device, cache, queue);
    }

    private static List<FlowDevice> devices() {
        CudaLibrary.ensureLoaded();
        int[] count = new int[1];
        CudaLibrary.check("cuda", "cuDeviceGetCount", cuDeviceGetCount(count));
        List<FlowDevice> devices = new ArrayList<>();
        for (int number = 0; number < count[0]; number++) {
            devices.add(describe(number, handle(number)));
        }
        if (devices.isEmpty()) {
            throw new GpuException("the NVIDIA driver is there, and no device that it can use");
        }
        return devices;
    }

    private static int handle(int number) {
        int[] handle = new int[1];
        CudaLibrary.check("cuda:" + number, "cuDeviceGet", cuDeviceGet(handle, number));
        return handle[0];
    }

    /** Ten times the compute capability: 90 for 9.0. */
    private static int capability(int handle) {
        int[] major = new int[1];
        int[] minor = new int[1];
        CudaLibrary.check(
                "cuda",
                "cuDeviceGetAttribute",
                cuDeviceGetAttribute(major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, handle));
        CudaLibrary.check(
                "cuda",
                "cuDeviceGetAttribute",
                cuDeviceGetAttribute(minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, handle));
        return 10 * major[0] + minor[0];
    }

    private static FlowDevice describe(int number, int handle) {
        byte[] name = new byte[NAME_BYTES];
        CudaLibrary.check("cuda:" + number, "cuDeviceGetName", cuDeviceGetName(name, NAME_BYTES, handle));
        String text = new String(name, StandardCharsets.UTF_8);
        int capability = capability(handle);
        try (SizeTPointer bytes = new SizeTPointer(1)) {
            CudaLibrary.check("cuda:" + number, "cuDeviceTotalMem", cuDeviceTotalMem(bytes, handle));
            return new FlowDevice(
                    "cuda:" + number,
                    text.substring(0, Math.max(0, text.indexOf(0))),
                    bytes.get(),
                    CudaLibrary.driverVersion(),
                    "compute " + capability / 10 + "." + capability % 10,
                    false,
                    whyNot(capability));
        }
    }

    /** One line where a device is too old, else null. */
    static @Nullable String whyNot(int capability) {
        return capability >= LEAST_CAPABILITY
                ? null
                : "it has compute capability " + capability / 10 + "." + capability % 10
                        + ", and CUDA 13 compiles for 7.5 and later";
    }
}
