package dev.syncline.bindings.cuda;

import static org.bytedeco.cuda.global.cudart.CU_MEMHOSTALLOC_PORTABLE;
import static org.bytedeco.cuda.global.cudart.CU_STREAM_NON_BLOCKING;
import static org.bytedeco.cuda.global.cudart.cuCtxSetCurrent;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRelease;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRetain;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemFree;
import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemHostAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuStreamCreate;
import static org.bytedeco.cuda.global.cudart.cuStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import dev.syncline.bindings.gpu.GpuBuffer;
import dev.syncline.bindings.gpu.GpuProgram;
import dev.syncline.bindings.gpu.GpuRuntime;
import dev.syncline.bindings.gpu.HostBuffer;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.sync.flow.FlowDevice;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** One CUDA device: its primary context, which FFmpeg's decoder shares, and a stream. */
final class CudaRuntime implements GpuRuntime {
    private static final int LANES = 32;
    private static final int MOST_ARGUMENTS = 16;

    /** Where what is asked for waits for its turn. */
    enum Queue {
        /** A stream of its own. */
        OWN,
        /** The default stream, which FFmpeg's decoder uses: a frame is read only when it is whole. */
        DECODERS
    }

    private final int handle;
    private final int capability;
    private final FlowDevice device;
    private final KernelCache cache;
    private final CUctx_st context = new CUctx_st();
    private final CUstream_st stream = new CUstream_st();

    /** Values of a launch, eight bytes each, and where they are. */
    private final LongPointer values = new LongPointer(MOST_ARGUMENTS);

    private final PointerPointer<Pointer> arguments = new PointerPointer<>(MOST_ARGUMENTS);

    /** @param capability ten times the compute capability */
    CudaRuntime(int handle, int capability, FlowDevice device, KernelCache cache, Queue queue) {
        this.handle = handle;
        this.capability = capability;
        this.device = device;
        this.cache = cache;
        check("cuDevicePrimaryCtxRetain", cuDevicePrimaryCtxRetain(context, handle));
        attach();
        if (queue == Queue.OWN) {
            check("cuStreamCreate", cuStreamCreate(stream, CU_STREAM_NON_BLOCKING));
        }
        for (int i = 0; i < MOST_ARGUMENTS; i++) {
            arguments.put(i, values.getPointer(i));
        }
    }

    private void check(String call, int result) {
        CudaLibrary.check(device.id(), call, result);
    }

    @Override
    public FlowDevice device() {
        return device;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public long largestBufferBytes() {
        return device.memoryBytes();
    }

    @Override
    public void attach() {
        check("cuCtxSetCurrent", cuCtxSetCurrent(context));
    }

    @Override
    public GpuBuffer allocate(long bytes) {
        long[] address = new long[1];
        check("cuMemAlloc", cuMemAlloc(address, bytes));
        return new Buffer(address[0], bytes);
    }

    /** Memory of somebody else's; it is not freed here. */
    GpuBuffer borrowed(long address, long bytes) {
        return new Buffer(address, bytes);
    }

    private record Buffer(long address, long bytes) implements GpuBuffer {
        @Override
        public void close() {
            cuMemFree(address);
        }
    }

    @Override
    public HostBuffer allocateHost(long bytes) {
        attach();
        Pointer pinned = new Pointer();
        check("cuMemHostAlloc", cuMemHostAlloc(pinned, bytes, CU_MEMHOSTALLOC_PORTABLE));
        BytePointer pointer = new BytePointer(pinned).capacity(bytes);
        return new Host(this, pointer, MemorySegment.ofBuffer(pointer.asByteBuffer()));
    }

    private record Host(CudaRuntime runtime, BytePointer pointer, MemorySegment memory) implements HostBuffer {
        @Override
        public void close() {
            // Unchecked, as what follows is: of a lost device nothing can be given back.
            cuCtxSetCurrent(runtime.context);
            cuMemFreeHost(pointer);
        }
    }

    @Override
    public GpuProgram build(String source, List<String> defines) {
        return CudaProgram.build(device, capability, source, defines, cache);
    }

    @Override
    public void upload(HostBuffer from, GpuBuffer to, long toByte, long bytes) {
        check(
                "cuMemcpyHtoDAsync",
                cuMemcpyHtoDAsync(((Buffer) to).address() + toByte, ((Host) from).pointer(), bytes, stream));
    }

    @Override
    public void download(GpuBuffer from, long fromByte, HostBuffer to, long bytes) {
        check(
                "cuMemcpyDtoHAsync",
                cuMemcpyDtoHAsync(((Host) to).pointer(), ((Buffer) from).address() + fromByte, bytes, stream));
    }

    @Override
    public void launch(
            GpuProgram program, String kernel, int groupsX, int groupsY, int groupsZ, int items, Object... given) {
        for (int i = 0; i < given.length; i++) {
            // Values of four bytes are the first four of eight: these machines are little-endian.
            values.put(
                    i,
                    switch (given[i]) {
                        case Buffer buffer -> buffer.address();
                        case Integer number -> number & 0xffffffffL;
                        case Float number -> Float.floatToRawIntBits(number) & 0xffffffffL;
                        default -> throw new IllegalArgumentException("no kernel argument: " + given[i]);
                    });
        }
        check(
                "cuLaunchKernel " + kernel,
                cuLaunchKernel(
                        ((CudaProgram) program).kernel(kernel),
                        groupsX,
                        groupsY,
                        groupsZ,
                        items,
                        1,
                        1,
                        0,
                        stream,
                        arguments,
                        (PointerPointer<?>) null));
    }

    @Override
    public void finish() {
        check("cuStreamSynchronize", cuStreamSynchronize(stream));
    }

    @Override
    public void close() {
        cuCtxSetCurrent(context);
        if (!stream.isNull()) {
            cuStreamDestroy(stream);
        }
        cuDevicePrimaryCtxRelease(handle);
        values.close();
        arguments.close();
    }
}
