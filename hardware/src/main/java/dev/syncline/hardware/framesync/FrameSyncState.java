package dev.syncline.hardware.framesync;

/** Where a camera stands. */
public enum FrameSyncState {
    /** Not synchronised with anything: role {@link FrameSyncRole#OFF}. */
    FREE,
    /** A client that has heard no server yet. */
    WAITING,
    /** The frames are not together yet, or no longer: being moved. */
    ALIGNING,
    /** The frames are together; the synchronisation point is still to come. */
    COUNTING,
    /** The frames are together and the synchronisation point is behind. */
    LOCKED,
    /**
     * The server's timeline or this machine's clock has just jumped, or nothing has been heard for long: nothing is
     * corrected until packets agree again.
     */
    HOLDING
}
