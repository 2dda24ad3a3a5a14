package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time from frame to frame, {@code numerator / denominator} s ({@code struct v4l2_fract}).
 *
 * @param numerator,denominator positive
 */
public record V4l2FrameInterval(int numerator, int denominator) {
    /** {@code struct v4l2_frmivalenum}. */
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("index"),
            JAVA_INT.withName("pixel_format"),
            JAVA_INT.withName("width"),
            JAVA_INT.withName("height"),
            JAVA_INT.withName("type"),
            MemoryLayout.sequenceLayout(6, JAVA_INT).withName("discrete or stepwise"),
            MemoryLayout.sequenceLayout(2, JAVA_INT).withName("reserved"));

    /** {@code struct v4l2_streamparm} with {@code struct v4l2_captureparm}. */
    public static final StructLayout PARAMETERS = MemoryLayout.structLayout(
            JAVA_INT.withName("type"),
            JAVA_INT.withName("capability"),
            JAVA_INT.withName("capturemode"),
            JAVA_INT.withName("numerator"),
            JAVA_INT.withName("denominator"),
            MemoryLayout.sequenceLayout(46, JAVA_INT).withName("rest of the union"));

    private static final int CAN_SET_INTERVAL = 0x1000;
    private static final int DISCRETE = 1;
    private static final int MOST = 256;

    /** Length of a frame, ns. */
    public long frameNs() {
        return Math.round(1e9 * numerator / denominator);
    }

    /** The intervals of a mode, shortest and longest where the driver has a range; none where it does not tell. */
    public static List<V4l2FrameInterval> of(FileDescriptor device, int fourcc, int widthPx, int heightPx) {
        List<V4l2FrameInterval> all = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            for (int index = 0; index < MOST; index++) {
                struct.fill((byte) 0);
                struct.set(JAVA_INT, 0, index);
                struct.set(JAVA_INT, 4, fourcc);
                struct.set(JAVA_INT, 8, widthPx);
                struct.set(JAVA_INT, 12, heightPx);
                if (device.tryIoctl(V4l2Requests.VIDIOC_ENUM_FRAMEINTERVALS, struct) < 0) {
                    break;
                }
                add(struct, 20, all);
                if (struct.get(JAVA_INT, 16) != DISCRETE) {
                    add(struct, 28, all);
                    break;
                }
            }
        }
        return all;
    }

    private static void add(MemorySegment struct, long offset, List<V4l2FrameInterval> all) {
        int numerator = struct.get(JAVA_INT, offset);
        int denominator = struct.get(JAVA_INT, offset + 4);
        if (numerator > 0 && denominator > 0) {
            all.add(new V4l2FrameInterval(numerator, denominator));
        }
    }

    /**
     * Sets the interval, or the nearest that the device has.
     *
     * @return what is set now; {@code null} where the device has no say in it, as sensors behind a subdevice have not
     * @throws SystemCallException if the device refuses
     */
    public static @Nullable V4l2FrameInterval set(FileDescriptor device, V4l2FrameInterval wanted)
            throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(PARAMETERS);
            struct.set(JAVA_INT, 0, V4l2Format.VIDEO_CAPTURE);
            if (device.tryIoctl(V4l2Requests.VIDIOC_G_PARM, struct) < 0
                    || (struct.get(JAVA_INT, 4) & CAN_SET_INTERVAL) == 0) {
                return null;
            }
            struct.set(JAVA_INT, 12, wanted.numerator);
            struct.set(JAVA_INT, 16, wanted.denominator);
            device.ioctl("VIDIOC_S_PARM", V4l2Requests.VIDIOC_S_PARM, struct);
            int numerator = struct.get(JAVA_INT, 12);
            int denominator = struct.get(JAVA_INT, 16);
            return numerator > 0 && denominator > 0 ? new V4l2FrameInterval(numerator, denominator) : null;
        }
    }
}
