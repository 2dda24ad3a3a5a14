package dev.syncline.engine.sync.flow;

import org.jspecify.annotations.Nullable;

/**
 * A device that points can be followed on.
 *
 * @param id what it is chosen by, such as {@code cuda:0}
 * @param name its maker's name for it
 * @param memoryBytes its memory
 * @param driver version of its driver
 * @param capability what it is capable of, in its runtime's own terms, such as {@code compute 9.0}
 * @param processor whether it is this machine's processor, which gains nothing from being used as a device
 * @param unusable one line with the reason where it cannot be used, else null
 */
public record FlowDevice(
        String id,
        String name,
        long memoryBytes,
        String driver,
        String capability,
        boolean processor,
        @Nullable String unusable) {}
