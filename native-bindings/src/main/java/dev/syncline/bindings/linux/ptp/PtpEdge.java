package dev.syncline.bindings.linux.ptp;

/**
 * An edge that a PTP clock stamped.
 *
 * @param ptpNs time on that clock, ns
 * @param channel the input
 */
public record PtpEdge(long ptpNs, int channel) {}
