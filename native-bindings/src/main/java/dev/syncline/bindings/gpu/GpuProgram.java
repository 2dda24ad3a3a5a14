package dev.syncline.bindings.gpu;

/** Compiled kernels. Belongs to the runtime that made it. */
public interface GpuProgram extends AutoCloseable {
    @Override
    void close();
}
