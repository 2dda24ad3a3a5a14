package dev.syncline.bindings.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_NOT_FOUND;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_TYPE_ALL;
import static org.bytedeco.opencl.global.OpenCL.clGetDeviceIDs;
import static org.bytedeco.opencl.global.OpenCL.clGetDeviceInfo;
import static org.bytedeco.opencl.global.OpenCL.clGetPlatformIDs;

import dev.syncline.bindings.gpu.GpuException;
import dev.syncline.bindings.gpu.GpuMemoryException;
import dev.syncline.bindings.load.NativeLibraries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_platform_id;
import org.bytedeco.opencl.global.OpenCL;

/** OpenCL's loader, itself loaded on first use, and what is asked of it before a device is chosen. */
final class OpenClLibrary {
    /** The loader found no driver: CL_PLATFORM_NOT_FOUND_KHR of cl_khr_icd. */
    private static final int NO_PLATFORM = -1001;

    private static final int MOST_DEVICES = 64;
    private static final int MOST_NAME_BYTES = 1 << 12;

    /** Numbers of the OpenCL 3.0 specification, appendix A. */
    private static final Map<Integer, String> ERRORS = Map.ofEntries(
            Map.entry(-2, "CL_DEVICE_NOT_AVAILABLE"),
            Map.entry(-3, "CL_COMPILER_NOT_AVAILABLE"),
            Map.entry(-4, "CL_MEM_OBJECT_ALLOCATION_FAILURE"),
            Map.entry(-5, "CL_OUT_OF_RESOURCES"),
            Map.entry(-6, "CL_OUT_OF_HOST_MEMORY"),
            Map.entry(-11, "CL_BUILD_PROGRAM_FAILURE"),
            Map.entry(-30, "CL_INVALID_VALUE"),
            Map.entry(-34, "CL_INVALID_CONTEXT"),
            Map.entry(-36, "CL_INVALID_COMMAND_QUEUE"),
            Map.entry(-38, "CL_INVALID_MEM_OBJECT"),
            Map.entry(-42, "CL_INVALID_BINARY"),
            Map.entry(-45, "CL_INVALID_PROGRAM_EXECUTABLE"),
            Map.entry(-46, "CL_INVALID_KERNEL_NAME"),
            Map.entry(-49, "CL_INVALID_ARG_INDEX"),
            Map.entry(-51, "CL_INVALID_ARG_SIZE"),
            Map.entry(-52, "CL_INVALID_KERNEL_ARGS"),
            Map.entry(-54, "CL_INVALID_WORK_GROUP_SIZE"),
            Map.entry(-61, "CL_INVALID_BUFFER_SIZE"),
            Map.entry(NO_PLATFORM, "CL_PLATFORM_NOT_FOUND_KHR"));

    private OpenClLibrary() {}

    /** Loads the loader; calls after the first return at once. */
    static void ensureLoaded() {
        NativeLibraries.load("OpenCL", OpenCL.class);
    }

    /** Devices of all drivers, in the order in which the loader lists them. */
    static List<_cl_device_id> devices() {
        List<_cl_device_id> found = new ArrayList<>();
        try (PointerPointer<_cl_platform_id> platforms = new PointerPointer<>(MOST_DEVICES);
                PointerPointer<_cl_device_id> devices = new PointerPointer<>(MOST_DEVICES);
                IntPointer count = new IntPointer(1)) {
            int result = clGetPlatformIDs(MOST_DEVICES, platforms, count);
            if (result == NO_PLATFORM) {
                return found;
            }
            check("opencl", "clGetPlatformIDs", result);
            int platformCount = Math.min(MOST_DEVICES, count.get());
            for (int p = 0; p < platformCount; p++) {
                _cl_platform_id platform = new _cl_platform_id(platforms.get(p));
                result = clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL & 0xffffffffL, MOST_DEVICES, devices, count);
                if (result == CL_DEVICE_NOT_FOUND) {
                    continue;
                }
                check("opencl", "clGetDeviceIDs", result);
                int deviceCount = Math.min(MOST_DEVICES, count.get());
                for (int d = 0; d < deviceCount; d++) {
                    found.add(new _cl_device_id(devices.get(d)));
                }
            }
        }
        return found;
    }

    static String text(_cl_device_id device, int what) {
        try (BytePointer text = new BytePointer(MOST_NAME_BYTES);
                SizeTPointer bytes = new SizeTPointer(1)) {
            check("opencl", "clGetDeviceInfo", clGetDeviceInfo(device, what, MOST_NAME_BYTES, text, bytes));
            byte[] name = new byte[(int) Math.max(0, bytes.get() - 1)];
            text.get(name);
            return new String(name, StandardCharsets.UTF_8).strip();
        }
    }

    static long number(_cl_device_id device, int what) {
        try (LongPointer value = new LongPointer(1)) {
            value.put(0L);
            check("opencl", "clGetDeviceInfo", clGetDeviceInfo(device, what, Long.BYTES, value, null));
            return value.get();
        }
    }

    /** Numbers of 32 bits. */
    static int flag(_cl_device_id device, int what) {
        try (IntPointer value = new IntPointer(1)) {
            check("opencl", "clGetDeviceInfo", clGetDeviceInfo(device, what, Integer.BYTES, value, null));
            return value.get();
        }
    }

    /** @throws GpuException unless the result of a call is success */
    static void check(String device, String call, int result) {
        if (result == 0) {
            return;
        }
        String name = ERRORS.getOrDefault(result, "error " + result);
        if (result == -4 || result == -61 || result == -6) {
            throw new GpuMemoryException(device + ": " + call + " found no memory (" + name
                    + "): allow less with --device-memory, or close what else uses the device");
        }
        throw new GpuException(device + ": " + call + " failed (" + name
                + "): the device or its driver has a fault; try again, or use --device cpu");
    }
}
