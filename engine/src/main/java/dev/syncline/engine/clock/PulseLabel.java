package dev.syncline.engine.clock;

/**
 * What a packet says about a pulse: the pulse's time on the remote clock. It comes late.
 *
 * @param arrivalNs local time at which the packet was there, ns; after the pulse
 * @param remoteNs the pulse's time on the remote clock, ns
 * @param tag the pulse's name where pulses are asked for one by one, else any number
 */
public record PulseLabel(long arrivalNs, long remoteNs, int tag) {}
