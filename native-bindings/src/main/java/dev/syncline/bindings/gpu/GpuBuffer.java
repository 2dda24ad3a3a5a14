package dev.syncline.bindings.gpu;

/** Memory on a device. Belongs to the runtime that made it. */
public interface GpuBuffer extends AutoCloseable {
    /** Its size. */
    long bytes();

    @Override
    void close();
}
