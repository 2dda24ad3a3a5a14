package dev.syncline.bindings.linux.ptp;

/** Ways to read a PTP clock against the system clock, best first. */
public enum OffsetMethod {
    /** Both at one instant, by the hardware: {@code PTP_SYS_OFFSET_PRECISE}. */
    PRECISE,
    /** The system clock close around the driver's register read: {@code PTP_SYS_OFFSET_EXTENDED}. */
    EXTENDED,
    /** The system clock around the driver's call: {@code PTP_SYS_OFFSET}. */
    BASIC
}
