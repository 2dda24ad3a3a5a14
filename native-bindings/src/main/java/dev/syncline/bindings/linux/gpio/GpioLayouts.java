package dev.syncline.bindings.linux.gpio;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.StructLayout;

/** Structs and requests of {@code linux/gpio.h}, version 2; the same on every 64-bit Linux. */
public final class GpioLayouts {
    /** Lines that one request can hold. */
    public static final int LINES_MAX = 64;

    private static final int NAME_SIZE = 32;

    /** {@code struct gpiochip_info}. */
    public static final StructLayout CHIP_INFO = structLayout(
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("name"),
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("label"),
            JAVA_INT.withName("lines"));

    /** {@code struct gpio_v2_line_attribute} with its mask: {@code struct gpio_v2_line_config_attribute}. */
    public static final StructLayout CONFIG_ATTRIBUTE = structLayout(
            JAVA_INT.withName("id"), paddingLayout(4), JAVA_LONG.withName("value"), JAVA_LONG.withName("mask"));

    /** {@code struct gpio_v2_line_info}. */
    public static final StructLayout LINE_INFO = structLayout(
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("name"),
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("consumer"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("num_attrs"),
            JAVA_LONG.withName("flags"),
            sequenceLayout(10, structLayout(JAVA_INT, paddingLayout(4), JAVA_LONG))
                    .withName("attrs"),
            sequenceLayout(4, JAVA_INT).withName("padding"));

    /** {@code struct gpio_v2_line_config}. */
    public static final StructLayout LINE_CONFIG = structLayout(
            JAVA_LONG.withName("flags"),
            JAVA_INT.withName("num_attrs"),
            sequenceLayout(5, JAVA_INT).withName("padding"),
            sequenceLayout(10, CONFIG_ATTRIBUTE).withName("attrs"));

    /** {@code struct gpio_v2_line_request}. */
    public static final StructLayout LINE_REQUEST = structLayout(
            sequenceLayout(LINES_MAX, JAVA_INT).withName("offsets"),
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("consumer"),
            LINE_CONFIG.withName("config"),
            JAVA_INT.withName("num_lines"),
            JAVA_INT.withName("event_buffer_size"),
            sequenceLayout(5, JAVA_INT).withName("padding"),
            JAVA_INT.withName("fd"));

    /** {@code struct gpio_v2_line_values}. */
    public static final StructLayout LINE_VALUES = structLayout(JAVA_LONG.withName("bits"), JAVA_LONG.withName("mask"));

    /** {@code struct gpio_v2_line_event}, as {@code read} gives it. */
    public static final StructLayout LINE_EVENT = structLayout(
            JAVA_LONG.withName("timestamp_ns"),
            JAVA_INT.withName("id"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("seqno"),
            JAVA_INT.withName("line_seqno"),
            sequenceLayout(6, JAVA_INT).withName("padding"));

    public static final long GET_CHIPINFO = 0x8044b401L;
    public static final long GET_LINEINFO = 0xc100b405L;
    public static final long GET_LINE = 0xc250b407L;
    public static final long LINE_SET_CONFIG = 0xc110b40dL;
    public static final long LINE_GET_VALUES = 0xc010b40eL;
    public static final long LINE_SET_VALUES = 0xc010b40fL;

    public static final long FLAG_USED = 0x1;
    public static final long FLAG_ACTIVE_LOW = 0x2;
    public static final long FLAG_INPUT = 0x4;
    public static final long FLAG_OUTPUT = 0x8;
    public static final long FLAG_EDGE_RISING = 0x10;
    public static final long FLAG_EDGE_FALLING = 0x20;
    public static final long FLAG_EVENT_CLOCK_REALTIME = 0x800;
    public static final long FLAG_EVENT_CLOCK_HTE = 0x1000;

    public static final int EVENT_RISING = 1;
    public static final int EVENT_FALLING = 2;

    private GpioLayouts() {}

    /** Where a field of a struct lies, bytes. */
    static long at(StructLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }
}
