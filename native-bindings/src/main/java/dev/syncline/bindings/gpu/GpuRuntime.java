package dev.syncline.bindings.gpu;

import dev.syncline.engine.sync.flow.FlowDevice;
import java.util.List;

/**
 * One device, as thin as CUDA and OpenCL have it in common. Copies and launches run in the order in which they are called,
 * while the caller goes on; only {@link #finish} waits. Used by one thread at a time, which calls {@link #attach} first;
 * host memory may be had from any thread.
 *
 * <p>Every method throws a {@link GpuException} when the device fails.
 */
public interface GpuRuntime extends AutoCloseable {
    /** What it is. */
    FlowDevice device();

    /** Items that best share one patch: 32 on a GPU, 1 on a processor. */
    int lanes();

    /** The most memory that one buffer can have. */
    long largestBufferBytes();

    /** Makes the calling thread the one that uses the device. */
    void attach();

    /** @throws GpuMemoryException when the device has not so much left */
    GpuBuffer allocate(long bytes);

    /** Host memory. Thread-safe. */
    HostBuffer allocateHost(long bytes);

    /**
     * Compiles kernels.
     *
     * @param defines such as {@code WINDOW=21}
     * @throws GpuException when the compiler refuses them; the cause holds its log
     */
    GpuProgram build(String source, List<String> defines);

    /** Copies to the device, from the beginning of host memory. */
    void upload(HostBuffer from, GpuBuffer to, long toByte, long bytes);

    /** Copies from the device, to the beginning of host memory. */
    void download(GpuBuffer from, long fromByte, HostBuffer to, long bytes);

    /**
     * Runs a kernel in groups.
     *
     * @param items items of a group
     * @param arguments each a {@link GpuBuffer}, an {@link Integer} or a {@link Float}
     */
    void launch(
            GpuProgram program, String kernel, int groupsX, int groupsY, int groupsZ, int items, Object... arguments);

    /** Waits until all that was asked for is done. */
    void finish();

    /** Gives the device back; buffers and programs must be closed before. */
    @Override
    void close();
}
