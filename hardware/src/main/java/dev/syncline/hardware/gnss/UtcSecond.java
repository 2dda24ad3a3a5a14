package dev.syncline.hardware.gnss;

/**
 * A whole second that somebody named.
 *
 * @param utcNs since the Unix epoch, a multiple of 1 000 000 000
 * @param arrivalNs when the name came, ns of CLOCK_MONOTONIC
 */
public record UtcSecond(long utcNs, long arrivalNs) {}
