package dev.syncline.hardware.rig.simulate;

/** What cameras do in a simulation that follow no line and no clock. */
public enum FreeCameras {
    /** They run on their own oscillators. */
    DRIFT,
    /** Their frame length is trimmed by whole lines to stay with the first camera. */
    TRIM
}
