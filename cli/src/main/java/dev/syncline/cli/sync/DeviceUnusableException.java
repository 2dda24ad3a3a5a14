package dev.syncline.cli.sync;

import dev.syncline.engine.sync.flow.FlowDeviceException;

/** A device that was named and never could be used: the fault of the options, and not bad luck on the way. */
final class DeviceUnusableException extends FlowDeviceException {
    private static final long serialVersionUID = 1L;

    DeviceUnusableException(String message, FlowDeviceException cause) {
        super(message, cause);
    }
}
