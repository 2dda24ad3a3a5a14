package dev.syncline.hardware.rig.trigger;

/** A line without a device behind it, which counts what it is told. */
public final class SimulatedLine implements TriggerLine {
    private boolean active;
    private long pulses;

    @Override
    public void set(boolean toActive) {
        if (toActive && !active) {
            pulses++;
        }
        active = toActive;
    }

    /** How often it has become active. */
    public long pulses() {
        return pulses;
    }

    /** Whether it is active now. */
    public boolean isActive() {
        return active;
    }

    @Override
    public void close() {
        active = false;
    }
}
