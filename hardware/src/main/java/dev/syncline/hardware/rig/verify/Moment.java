package dev.syncline.hardware.rig.verify;

/** Which moment of an exposure is compared. */
public enum Moment {
    START,
    /** For what is in the picture. */
    MIDDLE,
    /** For the quality of the trigger: the timestamp itself. */
    END
}
