package dev.syncline.engine.clock;

/**
 * One instant seen by two clocks.
 *
 * @param remoteNs the instant on the remote clock, ns
 * @param localNs the same instant on the local clock, ns
 */
public record ClockPair(long remoteNs, long localNs) {}
