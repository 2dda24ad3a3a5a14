package dev.syncline.engine.match;

/** What happens to a message that finds its stream's queue full. */
public enum FullQueue {
    /** It is not taken: who offers it waits. For recordings, where nothing is in a hurry. */
    REFUSE,
    /** The oldest one in the queue makes room, as in a device. For live streams. */
    DROP_OLDEST
}
