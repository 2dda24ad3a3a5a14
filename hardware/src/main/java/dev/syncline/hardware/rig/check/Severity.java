package dev.syncline.hardware.rig.check;

/** How bad a finding is. */
public enum Severity {
    /** The rig does not work as it is. */
    ERROR,
    /** It works, and something should be known or looked at. */
    WARNING,
    /** Good to know. */
    NOTE
}
