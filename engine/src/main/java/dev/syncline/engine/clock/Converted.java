package dev.syncline.engine.clock;

/**
 * A time after its conversion to another clock.
 *
 * @param timeNs the time there, ns
 * @param sigmaNs its standard error, ns
 */
public record Converted(long timeNs, double sigmaNs) {}
