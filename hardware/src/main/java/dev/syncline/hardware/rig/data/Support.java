package dev.syncline.hardware.rig.data;

/** Whether a sensor can do something together with its firmware. */
public enum Support {
    YES,
    NO,
    /** It should, and nobody has tried. */
    UNTESTED,
    /** The silicon can; the firmware does not. */
    NOT_IN_FIRMWARE,
    /** Only through a pin of its own, not through FSIN. */
    OWN_PIN
}
