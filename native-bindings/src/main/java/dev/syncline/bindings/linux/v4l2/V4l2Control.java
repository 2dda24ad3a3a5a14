package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import org.jspecify.annotations.Nullable;

/**
 * A control of a device and its range ({@code struct v4l2_queryctrl}).
 *
 * @param id number of the control
 * @param name in the driver's words
 * @param minimum,maximum,step range
 * @param initial the driver's own choice
 */
public record V4l2Control(int id, String name, int minimum, int maximum, int step, int initial) {
    /** Exposure, in units that the driver chooses; sensors: lines. */
    public static final int EXPOSURE = 0x0098_0911;

    public static final int GAIN = 0x0098_0913;
    /** 1 is manual. */
    public static final int EXPOSURE_AUTO = 0x009a_0901;
    /** Exposure, units of 100 µs. */
    public static final int EXPOSURE_ABSOLUTE = 0x009a_0902;
    /** Rows between two frames. */
    public static final int VBLANK = 0x009e_0901;
    /** Pixels between two rows. */
    public static final int HBLANK = 0x009e_0902;

    public static final int ANALOGUE_GAIN = 0x009e_0903;
    /** Pixels in a second, 64 bits. */
    public static final int PIXEL_RATE = 0x009f_0902;

    /** {@code struct v4l2_control}. */
    public static final StructLayout LAYOUT =
            MemoryLayout.structLayout(JAVA_INT.withName("id"), JAVA_INT.withName("value"));

    /** {@code struct v4l2_queryctrl}. */
    public static final StructLayout RANGE = MemoryLayout.structLayout(
            JAVA_INT.withName("id"),
            JAVA_INT.withName("type"),
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("name"),
            JAVA_INT.withName("minimum"),
            JAVA_INT.withName("maximum"),
            JAVA_INT.withName("step"),
            JAVA_INT.withName("default_value"),
            JAVA_INT.withName("flags"),
            MemoryLayout.sequenceLayout(2, JAVA_INT).withName("reserved"));

    /** {@code struct v4l2_ext_control}, which the kernel packs. */
    public static final StructLayout EXTENDED = MemoryLayout.structLayout(
            JAVA_INT.withName("id"),
            JAVA_INT.withName("size"),
            JAVA_INT.withName("reserved2"),
            JAVA_LONG_UNALIGNED.withName("value64"));

    /** {@code struct v4l2_ext_controls}. */
    public static final StructLayout EXTENDED_LIST = MemoryLayout.structLayout(
            JAVA_INT.withName("which"),
            JAVA_INT.withName("count"),
            JAVA_INT.withName("error_idx"),
            JAVA_INT.withName("request_fd"),
            JAVA_INT.withName("reserved"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("controls"));

    /** The control of a device, {@code null} where it has none such or has switched it off. */
    public static @Nullable V4l2Control of(FileDescriptor device, int id) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(RANGE);
            struct.set(JAVA_INT, 0, id);
            int disabled = 1;
            if (device.tryIoctl(V4l2Requests.VIDIOC_QUERYCTRL, struct) < 0
                    || (struct.get(JAVA_INT, 56) & disabled) != 0) {
                return null;
            }
            return new V4l2Control(
                    id,
                    V4l2Capability.text(struct, 8, 32),
                    struct.get(JAVA_INT, 40),
                    struct.get(JAVA_INT, 44),
                    struct.get(JAVA_INT, 48),
                    struct.get(JAVA_INT, 52));
        }
    }

    /**
     * The value that is set.
     *
     * @throws SystemCallException if the device does not tell
     */
    public static int value(FileDescriptor device, int id) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            struct.set(JAVA_INT, 0, id);
            device.ioctl("VIDIOC_G_CTRL", V4l2Requests.VIDIOC_G_CTRL, struct);
            return struct.get(JAVA_INT, 4);
        }
    }

    /**
     * The value of a control of 64 bits.
     *
     * @throws SystemCallException if the device does not tell
     */
    public static long longValue(FileDescriptor device, int id) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = arena.allocate(EXTENDED);
            control.set(JAVA_INT, 0, id);
            MemorySegment list = arena.allocate(EXTENDED_LIST);
            list.set(JAVA_INT, 4, 1);
            list.set(ADDRESS, 24, control);
            device.ioctl("VIDIOC_G_EXT_CTRLS", V4l2Requests.VIDIOC_G_EXT_CTRLS, list);
            return control.get(JAVA_LONG_UNALIGNED, 12);
        }
    }

    /**
     * Sets a value.
     *
     * @return what the driver made of it
     * @throws SystemCallException if the device refuses
     */
    public static int set(FileDescriptor device, int id, int value) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            struct.set(JAVA_INT, 0, id);
            struct.set(JAVA_INT, 4, value);
            int result = device.tryIoctl(V4l2Requests.VIDIOC_S_CTRL, struct);
            if (result < 0) {
                int error = -result;
                throw new SystemCallException(
                        "VIDIOC_S_CTRL of control " + Integer.toHexString(id) + " to " + value + " on " + device.name()
                                + (error == Errno.ERANGE ? ", outside its range" : ""),
                        error);
            }
            return struct.get(JAVA_INT, 4);
        }
    }
}
