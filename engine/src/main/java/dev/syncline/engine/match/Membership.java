package dev.syncline.engine.match;

/** How a stream takes part in a group. */
public enum Membership {
    /** Not at all. */
    ABSENT,
    /** With a message of its own. */
    OWN,
    /** With a message that an earlier group had already. */
    COPY,
    /** With a value between two of its messages. */
    INTERPOLATED
}
