package dev.syncline.hardware.rig;

/** What a pulse means to a camera. */
public enum TriggerMode {
    /** The camera streams at its own rate, and pulses of that rate keep it in step. */
    CONTINUOUS,
    /** Each pulse takes a picture, at any time. */
    SNAPSHOT,
    /** No pulses: frames lie on the slots of a shared PTP clock. */
    PTP
}
