package dev.syncline.cli.sync;

/** What the offsets in a Gyroflow project are. */
public enum GyroflowOffset {
    /** True offsets and half a log sample, which suits Gyroflow's way of integrating. */
    GYROFLOW,
    /** True offsets. */
    TRUE
}
