package dev.syncline.bindings.ffi;

import java.io.IOException;

/** A system call that failed: which, on what, and why. */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /** @param call what was tried and on which device, as "VIDIOC_QUERYCAP on /dev/video0" */
    public SystemCallException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The error number, one of {@link Errno}'s. */
    public int errno() {
        return errno;
    }
}
