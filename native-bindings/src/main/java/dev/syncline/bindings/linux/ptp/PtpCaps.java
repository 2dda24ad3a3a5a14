package dev.syncline.bindings.linux.ptp;

/**
 * What a PTP clock can do.
 *
 * @param maxAdjustPpb largest rate that it can be set off by, ppb
 * @param externalStamps inputs that it stamps edges of
 * @param periodicOutputs outputs that it makes pulses on
 * @param pins that can be given a function
 * @param crossTimestamps reads itself and the system clock at one instant
 */
public record PtpCaps(int maxAdjustPpb, int externalStamps, int periodicOutputs, int pins, boolean crossTimestamps) {}
