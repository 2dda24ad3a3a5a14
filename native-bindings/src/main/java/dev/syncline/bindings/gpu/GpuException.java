package dev.syncline.bindings.gpu;

import dev.syncline.engine.sync.flow.FlowDeviceException;

/** A device that cannot be used, or no longer. The message is one line and says what to do. */
public class GpuException extends FlowDeviceException {
    private static final long serialVersionUID = 1L;

    /** @param message one line */
    public GpuException(String message) {
        super(message);
    }

    /** @param cause with details that do not fit into a line, such as a compiler's log */
    public GpuException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@return that there is no device of a number, and which there are: at least one} */
    public static GpuException noSuchDevice(String kind, int number, int count) {
        String last = count == 1 ? "" : " to " + kind + ":" + (count - 1);
        return new GpuException("there is no " + kind + ":" + number + ", only " + kind + ":0" + last);
    }
}
