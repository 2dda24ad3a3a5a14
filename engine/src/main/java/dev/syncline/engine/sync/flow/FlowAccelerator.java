package dev.syncline.engine.sync.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of device that points can be followed on, such as CUDA's. Found by {@link java.util.ServiceLoader}; making one
 * loads nothing. Thread-safe.
 */
public interface FlowAccelerator {
    /** {@return the word for it on the command line, such as {@code cuda}} */
    String kind();

    /**
     * Looks for devices, loading what that needs; never throws for want of a library, a driver or a device.
     *
     * @return the devices, or why there are none
     */
    Found find();

    /**
     * Trackers on one device.
     *
     * @param number as in {@link FlowDevice#id}, from 0
     * @param memoryBytes most memory to take on the device; 0 to leave it to the device
     * @return the trackers, to be closed
     * @throws FlowDeviceException with one line when the device cannot be used
     */
    FlowTrackerProvider open(int number, long memoryBytes);

    /**
     * What was found.
     *
     * @param devices usable or not; empty where there is none
     * @param trouble one line with the reason where nothing can be found at all, else null
     */
    record Found(List<FlowDevice> devices, @Nullable String trouble) {
        /** Keeps a copy of devices. */
        public Found {
            devices = List.copyOf(devices);
        }
    }
}
