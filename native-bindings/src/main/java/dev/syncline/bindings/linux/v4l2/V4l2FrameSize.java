package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A size of frames, or a range of sizes ({@code struct v4l2_frmsizeenum}); equal ends are one size.
 *
 * @param smallestWidthPx,smallestHeightPx smallest
 * @param largestWidthPx,largestHeightPx largest
 */
public record V4l2FrameSize(int smallestWidthPx, int smallestHeightPx, int largestWidthPx, int largestHeightPx) {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("index"),
            JAVA_INT.withName("pixel_format"),
            JAVA_INT.withName("type"),
            MemoryLayout.sequenceLayout(6, JAVA_INT).withName("discrete or stepwise"),
            MemoryLayout.sequenceLayout(2, JAVA_INT).withName("reserved"));

    private static final int DISCRETE = 1;
    private static final int MOST = 256;

    /** The sizes that the device has for a pixel format; none where the driver does not tell. */
    public static List<V4l2FrameSize> of(FileDescriptor device, int fourcc) {
        List<V4l2FrameSize> all = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            for (int index = 0; index < MOST; index++) {
                struct.fill((byte) 0);
                struct.set(JAVA_INT, 0, index);
                struct.set(JAVA_INT, 4, fourcc);
                if (device.tryIoctl(V4l2Requests.VIDIOC_ENUM_FRAMESIZES, struct) < 0) {
                    break;
                }
                int first = struct.get(JAVA_INT, 12);
                int second = struct.get(JAVA_INT, 16);
                if (struct.get(JAVA_INT, 8) == DISCRETE) {
                    all.add(new V4l2FrameSize(first, second, first, second));
                } else {
                    // Stepwise: smallest width, largest width, step, and the same of the height.
                    all.add(new V4l2FrameSize(first, struct.get(JAVA_INT, 24), second, struct.get(JAVA_INT, 28)));
                    break;
                }
            }
        }
        return all;
    }
}
