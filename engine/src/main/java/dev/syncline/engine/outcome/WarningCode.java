package dev.syncline.engine.outcome;

/** What kind of thing a warning is about. Names are stable: programs branch on them. */
public enum WarningCode {
    /** Something in the motion log, as its reader says. */
    LOG,
    /** No lens profile was given: a field of view was assumed. */
    LENS_ASSUMED,
    /** A window was left out: picture and log do not agree there. */
    WINDOW_LEFT_OUT,
    /** The motion does not tell how the log's axes lie. */
    ORIENTATION_UNKNOWN,
    /** The log declares another orientation than the motion shows. */
    ORIENTATION_DIFFERS,
    /** The log's axes are a mirror image of any sensor's. */
    LOG_MIRRORED,
    /** The clock jumps: joined files. */
    CLOCK_JUMP,
    /** A Gyroflow project has points without error bars. */
    NO_ERROR_BARS,
    /** A result that was read from a file, without a code or with one that this version does not know. */
    UNKNOWN
}
