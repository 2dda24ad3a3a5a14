package dev.syncline.bindings.linux.gpio;

/**
 * An edge as the kernel stamped it.
 *
 * @param timeNs on the clock that was asked for, CLOCK_MONOTONIC by default
 * @param rising from low to high
 * @param offset the line's number on its chip
 * @param lineSequence counts this line's edges from 1, lost ones too; unsigned, wraps
 */
public record GpioEdge(long timeNs, boolean rising, int offset, int lineSequence) {}
