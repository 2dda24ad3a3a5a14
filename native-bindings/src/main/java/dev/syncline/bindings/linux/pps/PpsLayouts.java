package dev.syncline.bindings.linux.pps;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.StructLayout;

/**
 * Structs and requests of {@code linux/pps.h} on 64-bit Linux. The size in a request's number is that of a pointer, not
 * of the struct.
 */
public final class PpsLayouts {
    /** {@code struct pps_ktime}. */
    public static final StructLayout KTIME =
            structLayout(JAVA_LONG.withName("sec"), JAVA_INT.withName("nsec"), JAVA_INT.withName("flags"));

    /** {@code struct pps_kinfo}. */
    public static final StructLayout KINFO = structLayout(
            JAVA_INT.withName("assert_sequence"),
            JAVA_INT.withName("clear_sequence"),
            KTIME.withName("assert_tu"),
            KTIME.withName("clear_tu"),
            JAVA_INT.withName("current_mode"),
            paddingLayout(4));

    /** {@code struct pps_kparams}. */
    public static final StructLayout KPARAMS = structLayout(
            JAVA_INT.withName("api_version"),
            JAVA_INT.withName("mode"),
            KTIME.withName("assert_off_tu"),
            KTIME.withName("clear_off_tu"));

    /** {@code struct pps_fdata}. */
    public static final StructLayout FDATA = structLayout(KINFO.withName("info"), KTIME.withName("timeout"));

    public static final long GETPARAMS = 0x800870a1L;
    public static final long SETPARAMS = 0x400870a2L;
    public static final long GETCAP = 0x800870a3L;
    public static final long FETCH = 0xc00870a4L;
    public static final long KC_BIND = 0x400870a5L;

    public static final int API_VERSION = 1;
    public static final int CAPTURE_ASSERT = 0x1;
    public static final int CAPTURE_CLEAR = 0x2;
    public static final int OFFSET_ASSERT = 0x10;
    public static final int CAN_WAIT = 0x100;
    public static final int CAN_POLL = 0x200;
    public static final int TSFMT_TSPEC = 0x1000;

    /** Flag of a time that does not hold; in a timeout: wait for ever. */
    public static final int TIME_INVALID = 1;

    private PpsLayouts() {}

    /** Where a field of a struct lies, bytes. */
    static long at(StructLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }
}
