package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;

/**
 * What a video device is ({@code struct v4l2_capability}).
 *
 * @param driver the driver's name
 * @param card the device's name
 * @param bus where it is connected
 * @param flags what this node of the device can do
 */
public record V4l2Capability(String driver, String card, String bus, int flags) {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("driver"),
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("card"),
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("bus_info"),
            JAVA_INT.withName("version"),
            JAVA_INT.withName("capabilities"),
            JAVA_INT.withName("device_caps"),
            MemoryLayout.sequenceLayout(3, JAVA_INT).withName("reserved"));

    private static final int CAN_CAPTURE = 0x1;
    private static final int CAN_CAPTURE_PLANES = 0x1000;
    private static final int CAN_STREAM = 0x0400_0000;
    private static final int HAS_DEVICE_CAPS = 0x8000_0000;

    /**
     * Asks a device what it is.
     *
     * @throws SystemCallException if it is no video device
     */
    public static V4l2Capability of(FileDescriptor device) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            device.ioctl("VIDIOC_QUERYCAP", V4l2Requests.VIDIOC_QUERYCAP, struct);
            return read(struct);
        }
    }

    static V4l2Capability read(MemorySegment struct) {
        int all = struct.get(JAVA_INT, 84);
        // The whole device's abilities are of no use where the node has its own.
        int flags = (all & HAS_DEVICE_CAPS) != 0 ? struct.get(JAVA_INT, 88) : all;
        return new V4l2Capability(text(struct, 0, 16), text(struct, 16, 32), text(struct, 48, 32), flags);
    }

    /** Text in a field of fixed size, which the driver need not have ended with a zero. */
    static String text(MemorySegment struct, long offset, int size) {
        byte[] bytes = struct.asSlice(offset, size).toArray(JAVA_BYTE);
        int length = 0;
        while (length < size && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Whether frames can be streamed from it, each in one piece of memory. */
    public boolean canStreamFrames() {
        return (flags & CAN_CAPTURE) != 0 && (flags & CAN_STREAM) != 0;
    }

    /** Whether it gives frames only with their planes in separate memory, which is not supported. */
    public boolean hasSeparatePlanesOnly() {
        return (flags & CAN_CAPTURE) == 0 && (flags & CAN_CAPTURE_PLANES) != 0;
    }
}
