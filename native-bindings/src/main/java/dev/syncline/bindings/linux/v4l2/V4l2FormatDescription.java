package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A pixel format that a device offers ({@code struct v4l2_fmtdesc}).
 *
 * @param fourcc four characters, the first in the lowest byte
 * @param description in the driver's words
 */
public record V4l2FormatDescription(int fourcc, String description) {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("index"),
            JAVA_INT.withName("type"),
            JAVA_INT.withName("flags"),
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("description"),
            JAVA_INT.withName("pixelformat"),
            JAVA_INT.withName("mbus_code"),
            MemoryLayout.sequenceLayout(3, JAVA_INT).withName("reserved"));

    /** More than any driver has; a driver that never ends its list must not fill the memory. */
    private static final int MOST = 256;

    /**
     * All that the device offers for capture.
     *
     * @throws SystemCallException if it cannot be asked
     */
    public static List<V4l2FormatDescription> of(FileDescriptor device) throws SystemCallException {
        List<V4l2FormatDescription> all = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            for (int index = 0; index < MOST; index++) {
                struct.fill((byte) 0);
                struct.set(JAVA_INT, 0, index);
                struct.set(JAVA_INT, 4, V4l2Format.VIDEO_CAPTURE);
                int result = device.tryIoctl(V4l2Requests.VIDIOC_ENUM_FMT, struct);
                if (result == -Errno.EINVAL) {
                    break;
                }
                if (result < 0) {
                    throw new SystemCallException("VIDIOC_ENUM_FMT on " + device.name(), -result);
                }
                all.add(new V4l2FormatDescription(struct.get(JAVA_INT, 44), V4l2Capability.text(struct, 12, 32)));
            }
        }
        return all;
    }
}
