package dev.syncline.bindings.linux.ptp;

/**
 * A PTP clock read between two readings of CLOCK_REALTIME; the two are equal where the hardware reads both at once.
 *
 * @param beforeRealtimeNs,afterRealtimeNs the system clock before and after, ns
 * @param ptpNs the PTP clock, ns
 */
public record PtpReading(long beforeRealtimeNs, long ptpNs, long afterRealtimeNs) {
    /** How long the reading took, ns; its middle is at most half of it wrong. */
    public long windowNs() {
        return afterRealtimeNs - beforeRealtimeNs;
    }
}
