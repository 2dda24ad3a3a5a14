package dev.syncline.engine.match.read;

/** Which of an MCAP message's times counts. */
public enum McapTime {
    /** When the recorder had it. */
    LOG,
    /** When its sender sent it. */
    PUBLISH,
    /** The stamp in its ROS header, for ROS 2 messages that begin with one. */
    HEADER
}
