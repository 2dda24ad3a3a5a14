package dev.syncline.bindings.gpu;

/** There is not so much memory on the device; with less to do at a time there may be. */
public final class GpuMemoryException extends GpuException {
    private static final long serialVersionUID = 1L;

    /** @param message one line */
    public GpuMemoryException(String message) {
        super(message);
    }
}
