package dev.syncline.engine.clock;

/** The clock that a time was read from. Times of two domains are never subtracted without a conversion. */
public enum ClockDomain {
    /** Linux {@code CLOCK_MONOTONIC}: does not run while the machine sleeps, is slewed but never stepped. */
    MONOTONIC,
    /** Linux {@code CLOCK_MONOTONIC_RAW}: as {@link #MONOTONIC}, not slewed. */
    MONOTONIC_RAW,
    /** Linux {@code CLOCK_BOOTTIME}: as {@link #MONOTONIC}, and runs while the machine sleeps. */
    BOOTTIME,
    /** Wall clock, UTC since the Unix epoch; can be stepped. */
    REALTIME,
    /** Wall clock, TAI since the Unix epoch: UTC plus 37 s since 2017. */
    TAI,
    /** The own clock of a device; says nothing about any other. */
    DEVICE,
    /** Time that a simulation counts. */
    SIMULATED
}
