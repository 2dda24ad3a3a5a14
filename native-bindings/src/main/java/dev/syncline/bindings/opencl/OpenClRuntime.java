package dev.syncline.bindings.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_MAX_MEM_ALLOC_SIZE;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_MAX_WORK_GROUP_SIZE;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_SINGLE_FP_CONFIG;
import static org.bytedeco.opencl.global.OpenCL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;
import static org.bytedeco.opencl.global.OpenCL.CL_MEM_READ_WRITE;
import static org.bytedeco.opencl.global.OpenCL.clCreateBuffer;
import static org.bytedeco.opencl.global.OpenCL.clCreateCommandQueue;
import static org.bytedeco.opencl.global.OpenCL.clCreateContext;
import static org.bytedeco.opencl.global.OpenCL.clEnqueueNDRangeKernel;
import static org.bytedeco.opencl.global.OpenCL.clEnqueueReadBuffer;
import static org.bytedeco.opencl.global.OpenCL.clEnqueueWriteBuffer;
import static org.bytedeco.opencl.global.OpenCL.clFinish;
import static org.bytedeco.opencl.global.OpenCL.clReleaseCommandQueue;
import static org.bytedeco.opencl.global.OpenCL.clReleaseContext;
import static org.bytedeco.opencl.global.OpenCL.clReleaseMemObject;
import static org.bytedeco.opencl.global.OpenCL.clSetKernelArg;

import dev.syncline.bindings.gpu.GpuBuffer;
import dev.syncline.bindings.gpu.GpuProgram;
import dev.syncline.bindings.gpu.GpuRuntime;
import dev.syncline.bindings.gpu.HostBuffer;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowDevice;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_command_queue;
import org.bytedeco.opencl._cl_context;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_kernel;
import org.bytedeco.opencl._cl_mem;

/** One OpenCL device and its queue. */
final class OpenClRuntime implements GpuRuntime {
    private static final int GPU_LANES = 32;

    private final _cl_device_id id;
    private final FlowDevice device;
    private final KernelCache cache;
    private final _cl_context context;
    private final _cl_command_queue queue;
    private final int lanes;

    OpenClRuntime(_cl_device_id id, FlowDevice device, KernelCache cache) {
        this(id, device, cache, lanesFor(id, device));
    }

    /** @param lanes items that share a patch */
    OpenClRuntime(_cl_device_id id, FlowDevice device, KernelCache cache, int lanes) {
        this.id = id;
        this.device = device;
        this.cache = cache;
        this.lanes = lanes;
        int[] error = new int[1];
        try (PointerPointer<_cl_device_id> devices = new PointerPointer<>(1)) {
            devices.put(0, id);
            this.context = clCreateContext(null, 1, devices, null, null, error);
            check("clCreateContext", error[0]);
        }
        this.queue = queue(context, id, error);
        if (error[0] != 0) {
            clReleaseContext(context);
        }
        check("clCreateCommandQueue", error[0]);
    }

    @SuppressWarnings("deprecation") // its successor came with OpenCL 2, and drivers that stopped at 1.2 are about
    private static _cl_command_queue queue(_cl_context context, _cl_device_id id, int[] error) {
        return clCreateCommandQueue(context, id, 0, error);
    }

    private static int lanesFor(_cl_device_id id, FlowDevice device) {
        return device.processor() || OpenClLibrary.number(id, CL_DEVICE_MAX_WORK_GROUP_SIZE) < 256 ? 1 : GPU_LANES;
    }

    private void check(String call, int result) {
        OpenClLibrary.check(device.id(), call, result);
    }

    @Override
    public FlowDevice device() {
        return device;
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public long largestBufferBytes() {
        return OpenClLibrary.number(id, CL_DEVICE_MAX_MEM_ALLOC_SIZE);
    }

    @Override
    public void attach() {
        // OpenCL knows no current thread.
    }

    @Override
    public GpuBuffer allocate(long bytes) {
        int[] error = new int[1];
        _cl_mem memory = clCreateBuffer(context, CL_MEM_READ_WRITE, bytes, null, error);
        check("clCreateBuffer", error[0]);
        return new Buffer(memory, bytes);
    }

    private record Buffer(_cl_mem memory, long bytes) implements GpuBuffer {
        @Override
        public void close() {
            clReleaseMemObject(memory);
        }
    }

    @Override
    public HostBuffer allocateHost(long bytes) {
        return new Host(new BytePointer(bytes));
    }

    private record Host(BytePointer pointer, MemorySegment memory) implements HostBuffer {
        Host(BytePointer pointer) {
            this(pointer, MemorySegment.ofBuffer(pointer.asByteBuffer()));
        }

        @Override
        public void close() {
            pointer.close();
        }
    }

    @Override
    public GpuProgram build(String source, List<String> defines) {
        List<String> options = new ArrayList<>(List.of("-cl-std=CL1.2"));
        if ((OpenClLibrary.number(id, CL_DEVICE_SINGLE_FP_CONFIG) & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0) {
            options.add("-cl-fp32-correctly-rounded-divide-sqrt");
        }
        defines.forEach(define -> options.add("-D" + define));
        return OpenClProgram.build(context, id, device, source, String.join(" ", options), cache);
    }

    @Override
    public void upload(HostBuffer from, GpuBuffer to, long toByte, long bytes) {
        check(
                "clEnqueueWriteBuffer",
                clEnqueueWriteBuffer(
                        queue,
                        ((Buffer) to).memory(),
                        0,
                        toByte,
                        bytes,
                        ((Host) from).pointer(),
                        0,
                        (PointerPointer<?>) null,
                        (PointerPointer<?>) null));
    }

    @Override
    public void download(GpuBuffer from, long fromByte, HostBuffer to, long bytes) {
        check(
                "clEnqueueReadBuffer",
                clEnqueueReadBuffer(
                        queue,
                        ((Buffer) from).memory(),
                        0,
                        fromByte,
                        bytes,
                        ((Host) to).pointer(),
                        0,
                        (PointerPointer<?>) null,
                        (PointerPointer<?>) null));
    }

    @Override
    public void launch(
            GpuProgram program, String kernel, int groupsX, int groupsY, int groupsZ, int items, Object... arguments) {
        _cl_kernel compiled = ((OpenClProgram) program).kernel(kernel);
        for (int i = 0; i < arguments.length; i++) {
            check("clSetKernelArg " + kernel + " " + i, setArgument(compiled, i, arguments[i]));
        }
        try (SizeTPointer all = new SizeTPointer((long) groupsX * items, groupsY, groupsZ);
                SizeTPointer group = new SizeTPointer(items, 1, 1)) {
            check(
                    "clEnqueueNDRangeKernel " + kernel,
                    clEnqueueNDRangeKernel(
                            queue, compiled, 3, null, all, group, 0, (PointerPointer<?>) null, (PointerPointer<?>)
                                    null));
        }
    }

    private static int setArgument(_cl_kernel kernel, int index, Object value) {
        return switch (value) {
            case Buffer buffer -> {
                try (PointerPointer<_cl_mem> handle = new PointerPointer<>(1)) {
                    handle.put(0, buffer.memory());
                    yield clSetKernelArg(kernel, index, Long.BYTES, handle);
                }
            }
            case Integer number -> {
                try (IntPointer whole = new IntPointer(1)) {
                    whole.put(number);
                    yield clSetKernelArg(kernel, index, Integer.BYTES, whole);
                }
            }
            case Float number -> {
                try (FloatPointer real = new FloatPointer(1)) {
                    real.put(number);
                    yield clSetKernelArg(kernel, index, Float.BYTES, real);
                }
            }
            default -> throw new IllegalArgumentException("no kernel argument: " + value);
        };
    }

    @Override
    public void finish() {
        check("clFinish", clFinish(queue));
    }

    @Override
    public void close() {
        clReleaseCommandQueue(queue);
        clReleaseContext(context);
    }
}
