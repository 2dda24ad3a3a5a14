package dev.syncline.bindings.cuda;

import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_NO_DEVICE;
import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_OUT_OF_MEMORY;
import static org.bytedeco.cuda.global.cudart.CUDA_SUCCESS;
import static org.bytedeco.cuda.global.cudart.cuDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cuGetErrorName;
import static org.bytedeco.cuda.global.cudart.cuInit;

import dev.syncline.bindings.gpu.GpuException;
import dev.syncline.bindings.gpu.GpuMemoryException;
import dev.syncline.bindings.load.NativeLibraries;
import dev.syncline.bindings.load.NativeLibraryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** The driver's and the compiler's libraries, loaded on first use. */
final class CudaLibrary {
    private static final List<String> NEEDED = List.of("libcuda.so.1", "libcudart.so", "libnvrtc.so");

    private CudaLibrary() {}

    /**
     * Loads the libraries and wakes the driver.
     *
     * @throws GpuException with one line where a library, the driver or a device is missing
     */
    static void ensureLoaded() {
        try {
            NativeLibraries.load("CUDA", cudart.class, nvrtc.class);
        } catch (NativeLibraryException e) {
            StringBuilder all = new StringBuilder(String.valueOf(e.getMessage()));
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                all.append(' ').append(cause.getMessage());
            }
            throw new GpuException(reason(all.toString()), e);
        }
        int result = cuInit(0);
        if (result == CUDA_ERROR_NO_DEVICE) {
            throw new GpuException("the NVIDIA driver is there, and no device that it can use");
        }
        if (result != CUDA_SUCCESS) {
            throw new GpuException("the NVIDIA driver does not start (cuInit: " + errorName(result)
                    + "): see what nvidia-smi says, or reinstall the driver");
        }
    }

    /** What a failed load means to a person. */
    static String reason(String message) {
        for (String library : NEEDED) {
            if (message.contains(library)) {
                return library.equals("libcuda.so.1")
                        ? "libcuda.so.1 is not there: no NVIDIA driver"
                        : library
                                + " of CUDA 13 is not there: install CUDA's runtime and NVRTC, or put their folder into"
                                + " LD_LIBRARY_PATH";
            }
        }
        return message;
    }

    /** CUDA's name for an error, such as {@code CUDA_ERROR_ECC_UNCORRECTABLE}. */
    static String errorName(int error) {
        try (BytePointer name = new BytePointer()) {
            return cuGetErrorName(error, name) == CUDA_SUCCESS && !name.isNull() ? name.getString() : "error " + error;
        }
    }

    /** @throws GpuException unless the result of a call is success */
    static void check(String device, String call, int result) {
        if (result == CUDA_SUCCESS) {
            return;
        }
        if (result == CUDA_ERROR_OUT_OF_MEMORY) {
            throw new GpuMemoryException(device + ": " + call
                    + " found no memory: allow less with --device-memory, or close what else uses the device");
        }
        throw new GpuException(device + ": " + call + " failed (" + errorName(result)
                + "): the device was lost or its driver has a fault; see what nvidia-smi says, or use --device cpu");
    }

    /** The driver's own version where the system tells, else the version of CUDA that it is for. */
    static String driverVersion() {
        String own = ownVersion(Path.of("/proc/driver/nvidia/version"));
        int[] version = new int[1];
        String cuda = cuDriverGetVersion(version) == CUDA_SUCCESS
                ? "CUDA " + version[0] / 1000 + "." + version[0] % 1000 / 10
                : "CUDA of unknown version";
        return own == null ? cuda : own + " (" + cuda + ")";
    }

    /** From a line such as {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.159.04  …}. */
    private static @Nullable String ownVersion(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                for (String word : line.split("\\s+", -1)) {
                    if (line.startsWith("NVRM") && word.matches("\\d{3,}\\.\\d+(\\.\\d+)?")) {
                        return word;
                    }
                }
            }
        } catch (IOException notLinux) {
            return null;
        }
        return null;
    }
}
