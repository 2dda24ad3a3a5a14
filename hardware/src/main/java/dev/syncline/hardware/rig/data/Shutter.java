package dev.syncline.hardware.rig.data;

/** How a sensor's rows are exposed. */
public enum Shutter {
    /** All rows at once. */
    GLOBAL,
    /** One row after the other. */
    ROLLING
}
