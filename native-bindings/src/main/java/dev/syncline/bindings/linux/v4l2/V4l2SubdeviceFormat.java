package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * Size of the picture that a sensor sends ({@code struct v4l2_subdev_format}).
 *
 * @param widthPx,heightPx size without blanking
 */
public record V4l2SubdeviceFormat(int widthPx, int heightPx) {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("which"),
            JAVA_INT.withName("pad"),
            JAVA_INT.withName("width"),
            JAVA_INT.withName("height"),
            JAVA_INT.withName("code"),
            JAVA_INT.withName("field"),
            JAVA_INT.withName("colorspace"),
            MemoryLayout.sequenceLayout(14, JAVA_SHORT).withName("rest of the format"),
            JAVA_INT.withName("stream"),
            MemoryLayout.sequenceLayout(7, JAVA_INT).withName("reserved"));

    private static final int ACTIVE = 1;

    /**
     * The format of a sensor's output.
     *
     * @throws SystemCallException if the device is no subdevice
     */
    public static V4l2SubdeviceFormat of(FileDescriptor subdevice) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            struct.set(JAVA_INT, 0, ACTIVE);
            subdevice.ioctl("VIDIOC_SUBDEV_G_FMT", V4l2Requests.VIDIOC_SUBDEV_G_FMT, struct);
            return new V4l2SubdeviceFormat(struct.get(JAVA_INT, 8), struct.get(JAVA_INT, 12));
        }
    }
}
