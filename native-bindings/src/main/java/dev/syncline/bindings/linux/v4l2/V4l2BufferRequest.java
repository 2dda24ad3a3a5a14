package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** Asks a driver for frame buffers ({@code struct v4l2_requestbuffers}). */
public final class V4l2BufferRequest {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("count"),
            JAVA_INT.withName("type"),
            JAVA_INT.withName("memory"),
            JAVA_INT.withName("capabilities"),
            JAVA_BYTE.withName("flags"),
            MemoryLayout.sequenceLayout(3, JAVA_BYTE).withName("reserved"));

    /** {@code V4L2_MEMORY_MMAP}. */
    static final int MEMORY_MMAP = 1;

    private V4l2BufferRequest() {}

    /**
     * Has the driver allocate buffers that can be mapped, or give all back.
     *
     * @param count 0 gives back
     * @return how many there are now
     * @throws SystemCallException if there is no memory or another program captures
     */
    public static int allocate(FileDescriptor device, int count) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(LAYOUT);
            struct.set(JAVA_INT, 0, count);
            struct.set(JAVA_INT, 4, V4l2Format.VIDEO_CAPTURE);
            struct.set(JAVA_INT, 8, MEMORY_MMAP);
            device.ioctl("VIDIOC_REQBUFS", V4l2Requests.VIDIOC_REQBUFS, struct);
            return struct.get(JAVA_INT, 0);
        }
    }
}
