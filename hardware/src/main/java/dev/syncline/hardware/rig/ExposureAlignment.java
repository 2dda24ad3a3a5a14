package dev.syncline.hardware.rig;

/** Which end of the exposure a trigger sets. Luxonis' pages say the start; its engineers say the end, when streaming. */
public enum ExposureAlignment {
    /** The first row begins its exposure at the trigger. */
    START,
    /** The first row ends its exposure at the trigger, so that the start of frame is periodic whatever the exposure. */
    END
}
