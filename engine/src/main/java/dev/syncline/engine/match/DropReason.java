package dev.syncline.engine.match;

/** Why a message is in no group. */
public enum DropReason {
    /** No group that was possible had a place for it. */
    UNMATCHED,
    /** Its queue was full. */
    OVERFLOW,
    /** It is older than what its stream, or the matching, has passed already. */
    LATE,
    /** The same sequence number came again. */
    DUPLICATE,
    /** Its number and its time contradict each other, or another stream's message of the same number. */
    CONTRADICTED
}
