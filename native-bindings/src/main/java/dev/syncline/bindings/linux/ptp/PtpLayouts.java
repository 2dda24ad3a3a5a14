package dev.syncline.bindings.linux.ptp;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.StructLayout;

/** Structs and requests of {@code linux/ptp_clock.h}; the same on every 64-bit Linux. */
public final class PtpLayouts {
    /** Most readings that one request gives. */
    public static final int MAX_SAMPLES = 25;

    /** {@code struct ptp_clock_time}. */
    public static final StructLayout TIME =
            structLayout(JAVA_LONG.withName("sec"), JAVA_INT.withName("nsec"), JAVA_INT.withName("reserved"));

    /** {@code struct ptp_clock_caps}. */
    public static final StructLayout CAPS = structLayout(
            JAVA_INT.withName("max_adj"),
            JAVA_INT.withName("n_alarm"),
            JAVA_INT.withName("n_ext_ts"),
            JAVA_INT.withName("n_per_out"),
            JAVA_INT.withName("pps"),
            JAVA_INT.withName("n_pins"),
            JAVA_INT.withName("cross_timestamping"),
            JAVA_INT.withName("adjust_phase"),
            sequenceLayout(12, JAVA_INT).withName("rsv"));

    /** {@code struct ptp_extts_request}. */
    public static final StructLayout EXTTS_REQUEST = structLayout(
            JAVA_INT.withName("index"),
            JAVA_INT.withName("flags"),
            sequenceLayout(2, JAVA_INT).withName("rsv"));

    /** {@code struct ptp_perout_request}. */
    public static final StructLayout PEROUT_REQUEST = structLayout(
            TIME.withName("start"),
            TIME.withName("period"),
            JAVA_INT.withName("index"),
            JAVA_INT.withName("flags"),
            TIME.withName("on"));

    /** {@code struct ptp_pin_desc}. */
    public static final StructLayout PIN_DESC = structLayout(
            sequenceLayout(64, JAVA_BYTE).withName("name"),
            JAVA_INT.withName("index"),
            JAVA_INT.withName("func"),
            JAVA_INT.withName("chan"),
            sequenceLayout(5, JAVA_INT).withName("rsv"));

    /** {@code struct ptp_sys_offset}: system, clock, system, clock … system. */
    public static final StructLayout SYS_OFFSET = structLayout(
            JAVA_INT.withName("n_samples"),
            sequenceLayout(3, JAVA_INT).withName("rsv"),
            sequenceLayout(2 * MAX_SAMPLES + 1, TIME).withName("ts"));

    /** {@code struct ptp_sys_offset_extended}: triples of system, clock, system. */
    public static final StructLayout SYS_OFFSET_EXTENDED = structLayout(
            JAVA_INT.withName("n_samples"),
            JAVA_INT.withName("clockid"),
            sequenceLayout(2, JAVA_INT).withName("rsv"),
            sequenceLayout(MAX_SAMPLES, sequenceLayout(3, TIME)).withName("ts"));

    /** {@code struct ptp_sys_offset_precise}. */
    public static final StructLayout SYS_OFFSET_PRECISE = structLayout(
            TIME.withName("device"),
            TIME.withName("sys_realtime"),
            TIME.withName("sys_monoraw"),
            sequenceLayout(4, JAVA_INT).withName("rsv"));

    /** {@code struct ptp_extts_event}, as {@code read} gives it. */
    public static final StructLayout EXTTS_EVENT = structLayout(
            TIME.withName("t"),
            JAVA_INT.withName("index"),
            JAVA_INT.withName("flags"),
            sequenceLayout(2, JAVA_INT).withName("rsv"));

    public static final long CLOCK_GETCAPS = 0x80503d01L;
    public static final long EXTTS = 0x40103d02L;
    public static final long EXTTS2 = 0x40103d0bL;
    public static final long PEROUT = 0x40383d03L;
    public static final long SYS_OFFSET_REQUEST = 0x43403d05L;
    public static final long PIN_SETFUNC = 0x40603d07L;
    public static final long PRECISE_REQUEST = 0xc0403d08L;
    public static final long EXTENDED_REQUEST = 0xc4c03d09L;

    public static final int ENABLE_FEATURE = 1;
    public static final int RISING_EDGE = 2;
    public static final int FALLING_EDGE = 4;
    public static final int STRICT_FLAGS = 8;

    /** Pin function: external timestamps. */
    public static final int PIN_EXTTS = 1;

    private PtpLayouts() {}

    /** Where a field of a struct lies, bytes. */
    static long at(StructLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }
}
