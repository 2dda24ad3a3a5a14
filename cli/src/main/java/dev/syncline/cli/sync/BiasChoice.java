package dev.syncline.cli.sync;

/** What is to be done about the gyro's bias. */
enum BiasChoice {
    /** Found along with the offset. */
    AUTO,
    /** The log is free of it. */
    NONE
}
