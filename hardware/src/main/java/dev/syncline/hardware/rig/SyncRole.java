package dev.syncline.hardware.rig;

/** What a camera does on its FSYNC line. The names of DepthAI's FrameSyncMode. */
public enum SyncRole {
    /** Runs freely. */
    OFF,
    /** Drives the line at the start of each of its frames. */
    OUTPUT,
    /** Follows the line. */
    INPUT,
    /** Puts its frames on the slots of the PTP clock; no line. */
    PTP;

    /** Whether it has to do with an FSYNC line. */
    public boolean usesLine() {
        return this == INPUT || this == OUTPUT;
    }
}
