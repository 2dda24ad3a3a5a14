package dev.syncline.engine.sync.flow;

/** A device that points cannot be followed on, or no longer. The message is one line and says what to do. */
public class FlowDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A device without details.
     *
     * @param message one line
     */
    public FlowDeviceException(String message) {
        super(message);
    }

    /**
     * A device, with details.
     *
     * @param message one line
     * @param cause with details that do not fit into a line, such as a compiler's log
     */
    public FlowDeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
