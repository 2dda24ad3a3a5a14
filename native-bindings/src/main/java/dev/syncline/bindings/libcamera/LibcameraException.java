package dev.syncline.bindings.libcamera;

import dev.syncline.bindings.ffi.Errno;
import java.io.IOException;

/** What libcamera could not do, in one line. */
public final class LibcameraException extends IOException {
    private static final long serialVersionUID = 1L;

    /** libcamera is not to be had here. */
    LibcameraException(String message) {
        super(message);
    }

    /** As {@link #LibcameraException(String)}, with the linker's reason. */
    LibcameraException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param result what the shim returned, a negative error number */
    LibcameraException(String subject, String reason, int result) {
        super(subject + ": " + reason + " (" + Errno.describe(-result) + ")");
    }
}
