package dev.syncline.cli.sync;

/** What is to be done about the gyro's bias. */
enum BiasChoice {
    /** Estimated together with the offset. */
    AUTO,
    /** The log is free of it. */
    NONE
}
