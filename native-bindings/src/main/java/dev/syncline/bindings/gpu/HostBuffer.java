package dev.syncline.bindings.gpu;

import java.lang.foreign.MemorySegment;

/** Memory of the machine that a device copies from and to without a detour. */
public interface HostBuffer extends AutoCloseable {
    /** The memory; not to be touched while a copy is under way, nor after {@link #close}. */
    MemorySegment memory();

    @Override
    void close();
}
