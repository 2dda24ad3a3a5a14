package dev.syncline.bindings.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_PROGRAM_BINARIES;
import static org.bytedeco.opencl.global.OpenCL.CL_PROGRAM_BINARY_SIZES;
import static org.bytedeco.opencl.global.OpenCL.CL_PROGRAM_BUILD_LOG;
import static org.bytedeco.opencl.global.OpenCL.clBuildProgram;
import static org.bytedeco.opencl.global.OpenCL.clCreateKernel;
import static org.bytedeco.opencl.global.OpenCL.clCreateProgramWithBinary;
import static org.bytedeco.opencl.global.OpenCL.clCreateProgramWithSource;
import static org.bytedeco.opencl.global.OpenCL.clGetProgramBuildInfo;
import static org.bytedeco.opencl.global.OpenCL.clGetProgramInfo;
import static org.bytedeco.opencl.global.OpenCL.clReleaseKernel;
import static org.bytedeco.opencl.global.OpenCL.clReleaseProgram;

import dev.syncline.bindings.gpu.GpuException;
import dev.syncline.bindings.gpu.GpuProgram;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowDevice;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_context;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_kernel;
import org.bytedeco.opencl._cl_program;
import org.jspecify.annotations.Nullable;

/** Kernels that an OpenCL driver compiled. */
final class OpenClProgram implements GpuProgram {
    private final FlowDevice device;
    private final _cl_program program;
    private final Map<String, _cl_kernel> kernels = new HashMap<>();

    private OpenClProgram(FlowDevice device, _cl_program program) {
        this.device = device;
        this.program = program;
    }

    static OpenClProgram build(
            _cl_context context,
            _cl_device_id id,
            FlowDevice device,
            String source,
            String options,
            KernelCache cache) {
        String key = KernelCache.key(List.of(source, options, device.name(), device.driver(), device.capability()));
        byte[] kept = cache.find(key);
        _cl_program program = kept == null ? null : fromBinary(context, id, kept, options);
        if (program == null) {
            program = fromSource(context, id, device, source, options);
            cache.keep(key, binary(program));
        }
        return new OpenClProgram(device, program);
    }

    private static @Nullable _cl_program fromBinary(
            _cl_context context, _cl_device_id id, byte[] binary, String options) {
        try (PointerPointer<_cl_device_id> devices = new PointerPointer<>(1);
                BytePointer bytes = new BytePointer(binary);
                PointerPointer<BytePointer> binaries = new PointerPointer<>(1);
                SizeTPointer size = new SizeTPointer(1);
                IntPointer status = new IntPointer(1);
                IntPointer error = new IntPointer(1)) {
            devices.put(0, id);
            binaries.put(0, bytes);
            size.put(binary.length);
            _cl_program program = clCreateProgramWithBinary(context, 1, devices, size, binaries, status, error);
            if (error.get() == 0 && compile(program, devices, options) == 0) {
                return program;
            }
            if (error.get() == 0) {
                clReleaseProgram(program);
            }
            return null;
        }
    }

    private static _cl_program fromSource(
            _cl_context context, _cl_device_id id, FlowDevice device, String source, String options) {
        byte[] text = source.getBytes(StandardCharsets.US_ASCII);
        try (PointerPointer<_cl_device_id> devices = new PointerPointer<>(1);
                BytePointer bytes = new BytePointer(text);
                PointerPointer<BytePointer> texts = new PointerPointer<>(1);
                SizeTPointer size = new SizeTPointer(1);
                IntPointer error = new IntPointer(1)) {
            devices.put(0, id);
            texts.put(0, bytes);
            size.put(text.length);
            _cl_program program = clCreateProgramWithSource(context, 1, texts, size, error);
            OpenClLibrary.check(device.id(), "clCreateProgramWithSource", error.get());
            int result = compile(program, devices, options);
            if (result != 0) {
                String log = log(program, id);
                clReleaseProgram(program);
                throw new GpuException(
                        device.id() + ": the driver (" + device.driver()
                                + ") cannot compile the kernels: run again with --debug for its log, or use --device cpu",
                        new IllegalStateException("clBuildProgram: " + result + "\n" + log));
            }
            return program;
        }
    }

    private static int compile(_cl_program program, PointerPointer<_cl_device_id> devices, String options) {
        try (BytePointer text = new BytePointer(options, StandardCharsets.US_ASCII)) {
            return clBuildProgram(program, 1, devices, text, null, null);
        }
    }

    private static String log(_cl_program program, _cl_device_id id) {
        try (BytePointer text = new BytePointer(1 << 16);
                SizeTPointer bytes = new SizeTPointer(1)) {
            int result = clGetProgramBuildInfo(program, id, CL_PROGRAM_BUILD_LOG, text.capacity(), text, bytes);
            if (result != 0) {
                return "(no log)";
            }
            byte[] log = new byte[(int) Math.max(0, bytes.get() - 1)];
            text.get(log);
            return new String(log, StandardCharsets.UTF_8);
        }
    }

    private static byte[] binary(_cl_program program) {
        try (SizeTPointer size = new SizeTPointer(1);
                PointerPointer<BytePointer> binaries = new PointerPointer<>(1)) {
            if (clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, size.sizeof(), size, null) != 0
                    || size.get() <= 0
                    || size.get() > Integer.MAX_VALUE) {
                return new byte[0];
            }
            try (BytePointer bytes = new BytePointer(size.get())) {
                binaries.put(0, bytes);
                if (clGetProgramInfo(program, CL_PROGRAM_BINARIES, binaries.sizeof(), binaries, null) != 0) {
                    return new byte[0];
                }
                byte[] binary = new byte[(int) size.get()];
                bytes.get(binary);
                return binary;
            }
        }
    }

    _cl_kernel kernel(String name) {
        return kernels.computeIfAbsent(name, wanted -> {
            try (BytePointer text = new BytePointer(wanted, StandardCharsets.US_ASCII)) {
                int[] error = new int[1];
                _cl_kernel made = clCreateKernel(program, text, error);
                OpenClLibrary.check(device.id(), "clCreateKernel " + wanted, error[0]);
                return made;
            }
        });
    }

    @Override
    public void close() {
        for (_cl_kernel kernel : kernels.values()) {
            clReleaseKernel(kernel);
        }
        clReleaseProgram(program);
    }
}
