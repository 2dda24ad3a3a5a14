package dev.syncline.bindings.gpu;

import dev.syncline.engine.sync.flow.FlowDevice;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that fails at a step of its work, and counts what it was not given back. */
final class FaultyRuntime implements GpuRuntime {
    /** How it fails. */
    enum Fault {
        /** At one step and all after it. */
        LOST,
        /** At one step, for want of memory. */
        MEMORY
    }

    private final GpuRuntime whole;
    private final Fault fault;
    private final int failing;
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();

    /** @param failing number of the step, from 1 */
    FaultyRuntime(GpuRuntime whole, Fault fault, int failing) {
        this.whole = whole;
        this.fault = fault;
        this.failing = failing;
    }

    /** Steps so far. */
    int steps() {
        return steps.get();
    }

    /** Buffers and programs that were not closed. */
    int kept() {
        return kept.get();
    }

    private void step(String call) {
        int number = steps.incrementAndGet();
        if (fault == Fault.LOST && number >= failing) {
            // A device that is lost reads no memory any more; this one is to do so no more either.
            whole.attach();
            whole.finish();
            throw new GpuException("device: " + call + " failed: lost at step " + number);
        }
        if (fault == Fault.MEMORY && number == failing) {
            throw new GpuMemoryException("device: " + call + " found no memory at step " + number);
        }
    }

    private record Buffer(GpuBuffer whole, AtomicInteger kept) implements GpuBuffer {
        @Override
        public long bytes() {
            return whole.bytes();
        }

        @Override
        public void close() {
            kept.decrementAndGet();
            whole.close();
        }
    }

    private record Host(HostBuffer whole, AtomicInteger kept) implements HostBuffer {
        @Override
        public MemorySegment memory() {
            return whole.memory();
        }

        @Override
        public void close() {
            kept.decrementAndGet();
            whole.close();
        }
    }

    private record Program(GpuProgram whole, AtomicInteger kept) implements GpuProgram {
        @Override
        public void close() {
            kept.decrementAndGet();
            whole.close();
        }
    }

    private <T> T counted(T made) {
        kept.incrementAndGet();
        return made;
    }

    @Override
    public FlowDevice device() {
        return whole.device();
    }

    @Override
    public int lanes() {
        return whole.lanes();
    }

    @Override
    public long largestBufferBytes() {
        return whole.largestBufferBytes();
    }

    @Override
    public void attach() {
        step("attach");
        whole.attach();
    }

    @Override
    public GpuBuffer allocate(long bytes) {
        step("allocate");
        return counted(new Buffer(whole.allocate(bytes), kept));
    }

    @Override
    public HostBuffer allocateHost(long bytes) {
        step("allocateHost");
        return counted(new Host(whole.allocateHost(bytes), kept));
    }

    @Override
    public GpuProgram build(String source, List<String> defines) {
        step("build");
        return counted(new Program(whole.build(source, defines), kept));
    }

    @Override
    public void upload(HostBuffer from, GpuBuffer to, long toByte, long bytes) {
        step("upload");
        whole.upload(((Host) from).whole(), ((Buffer) to).whole(), toByte, bytes);
    }

    @Override
    public void download(GpuBuffer from, long fromByte, HostBuffer to, long bytes) {
        step("download");
        whole.download(((Buffer) from).whole(), fromByte, ((Host) to).whole(), bytes);
    }

    @Override
    public void launch(
            GpuProgram program, String kernel, int groupsX, int groupsY, int groupsZ, int items, Object... arguments) {
        step("launch " + kernel);
        Object[] own = Arrays.stream(arguments)
                .map(each -> each instanceof Buffer buffer ? buffer.whole() : each)
                .toArray();
        whole.launch(((Program) program).whole(), kernel, groupsX, groupsY, groupsZ, items, own);
    }

    @Override
    public void finish() {
        step("finish");
        whole.finish();
    }

    @Override
    public void close() {
        whole.close();
    }
}
