package dev.syncline.bindings.linux.pps;

/**
 * The newest assert edge of a PPS source.
 *
 * @param realtimeNs CLOCK_REALTIME when the kernel saw it, ns
 * @param sequence counts the assert edges; unsigned, wraps
 */
public record PpsPulse(long realtimeNs, int sequence) {}
