package dev.syncline.engine.match.read;

/** Which of an MCAP message's times counts. */
public enum McapTime {
    /** The stamp in the message where all of a topic's messages have one, else the log time. */
    AUTO,
    /** When the recorder had it. */
    LOG,
    /** When its sender sent it. */
    PUBLISH,
    /** The stamp in the message: ROS 1 and 2, Foxglove, and DepthAI's on the host's clock. */
    HEADER,
    /** DepthAI's stamp on the device's own clock. */
    DEVICE
}
