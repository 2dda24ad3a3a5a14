package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * Format of captured frames ({@code struct v4l2_format} with {@code struct v4l2_pix_format}).
 *
 * @param widthPx,heightPx size
 * @param fourcc four characters, the first in the lowest byte
 * @param strideBytes from row to row of the first plane
 * @param frameBytes room that a frame needs
 */
public record V4l2Format(int widthPx, int heightPx, int fourcc, int strideBytes, int frameBytes) {
    /** {@code V4L2_BUF_TYPE_VIDEO_CAPTURE}. */
    public static final int VIDEO_CAPTURE = 1;

    private static final int FIELD_NONE = 1;

    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("type"),
            // The kernel's union holds pointers, so it is aligned to 8.
            MemoryLayout.paddingLayout(4),
            JAVA_INT.withName("width"),
            JAVA_INT.withName("height"),
            JAVA_INT.withName("pixelformat"),
            JAVA_INT.withName("field"),
            JAVA_INT.withName("bytesperline"),
            JAVA_INT.withName("sizeimage"),
            JAVA_INT.withName("colorspace"),
            JAVA_INT.withName("priv"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("ycbcr_enc"),
            JAVA_INT.withName("quantization"),
            JAVA_INT.withName("xfer_func"),
            MemoryLayout.sequenceLayout(152, JAVA_BYTE).withName("rest of the union"));

    /**
     * The format that is set.
     *
     * @throws SystemCallException if the device cannot be asked
     */
    public static V4l2Format of(FileDescriptor device) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            struct.set(JAVA_INT, 0, VIDEO_CAPTURE);
            device.ioctl("VIDIOC_G_FMT", V4l2Requests.VIDIOC_G_FMT, struct);
            return read(struct);
        }
    }

    /**
     * Sets a format, or the nearest that the device has.
     *
     * @return what is set now
     * @throws SystemCallException if the device refuses
     */
    public static V4l2Format set(FileDescriptor device, int widthPx, int heightPx, int fourcc)
            throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            struct.set(JAVA_INT, 0, VIDEO_CAPTURE);
            struct.set(JAVA_INT, 8, widthPx);
            struct.set(JAVA_INT, 12, heightPx);
            struct.set(JAVA_INT, 16, fourcc);
            struct.set(JAVA_INT, 20, FIELD_NONE);
            device.ioctl("VIDIOC_S_FMT", V4l2Requests.VIDIOC_S_FMT, struct);
            return read(struct);
        }
    }

    private static V4l2Format read(MemorySegment struct) {
        return new V4l2Format(
                struct.get(JAVA_INT, 8),
                struct.get(JAVA_INT, 12),
                struct.get(JAVA_INT, 16),
                struct.get(JAVA_INT, 24),
                struct.get(JAVA_INT, 28));
    }
}
