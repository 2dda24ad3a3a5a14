package dev.syncline.hardware.rig.trigger;

import java.io.IOException;

/** A line that pulses are put on. */
public interface TriggerLine extends AutoCloseable {
    /**
     * Makes the line active or idle, at once.
     *
     * @throws IOException if the device is gone
     */
    void set(boolean active) throws IOException;

    /** Gives the line back, idle. */
    @Override
    void close() throws IOException;
}
