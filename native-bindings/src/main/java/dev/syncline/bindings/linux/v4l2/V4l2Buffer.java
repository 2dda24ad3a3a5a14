package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * A view of the struct that buffers are handed over with ({@code struct v4l2_buffer}): one is used for all frames, so
 * that none costs memory. One thread at a time.
 */
public final class V4l2Buffer {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("index"),
            JAVA_INT.withName("type"),
            JAVA_INT.withName("bytesused"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("field"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("timestamp.tv_sec"),
            JAVA_LONG.withName("timestamp.tv_usec"),
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("timecode"),
            JAVA_INT.withName("sequence"),
            JAVA_INT.withName("memory"),
            JAVA_LONG.withName("m.offset"),
            JAVA_INT.withName("length"),
            JAVA_INT.withName("reserved2"),
            JAVA_INT.withName("request_fd"),
            MemoryLayout.paddingLayout(4));

    private static final int FLAG_ERROR = 0x40;
    private static final int CLOCK_MASK = 0xe000;
    private static final int CLOCK_MONOTONIC = 0x2000;
    private static final int MOMENT_MASK = 0x70000;
    private static final int MOMENT_START_OF_EXPOSURE = 0x10000;

    private final MemorySegment struct;

    public V4l2Buffer(Arena arena) {
        struct = arena.allocate(LAYOUT);
    }

    V4l2Buffer(MemorySegment struct) {
        this.struct = struct;
    }

    private void begin(int index) {
        struct.fill((byte) 0);
        struct.set(JAVA_INT, 0, index);
        struct.set(JAVA_INT, 4, V4l2Format.VIDEO_CAPTURE);
        struct.set(JAVA_INT, 60, V4l2BufferRequest.MEMORY_MMAP);
    }

    /**
     * Asks where a buffer lies.
     *
     * @throws SystemCallException if the driver has no such buffer
     */
    public void query(FileDescriptor device, int index) throws SystemCallException {
        begin(index);
        device.ioctl("VIDIOC_QUERYBUF", V4l2Requests.VIDIOC_QUERYBUF, struct);
    }

    /**
     * Hands a buffer to the driver to be filled.
     *
     * @throws SystemCallException if the driver does not take it
     */
    public void enqueue(FileDescriptor device, int index) throws SystemCallException {
        begin(index);
        device.ioctl("VIDIOC_QBUF", V4l2Requests.VIDIOC_QBUF, struct);
    }

    /**
     * Takes a filled buffer from the driver; then this view describes it.
     *
     * @return false where none is filled yet
     * @throws SystemCallException if the device is gone or broken
     */
    public boolean dequeue(FileDescriptor device) throws SystemCallException {
        begin(0);
        int result = device.tryIoctl(V4l2Requests.VIDIOC_DQBUF, struct);
        if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
            return false;
        }
        if (result < 0) {
            throw new SystemCallException("VIDIOC_DQBUF on " + device.name(), -result);
        }
        return true;
    }

    /** The driver's number of the buffer. */
    public int index() {
        return struct.get(JAVA_INT, 0);
    }

    /** Bytes of the frame. */
    public int bytesUsed() {
        return struct.get(JAVA_INT, 8);
    }

    /** Whether the driver says that the frame is damaged. */
    public boolean isDamaged() {
        return (struct.get(JAVA_INT, 12) & FLAG_ERROR) != 0;
    }

    /** Whether the timestamp is of {@code CLOCK_MONOTONIC}; otherwise nobody knows of which clock. */
    public boolean isMonotonic() {
        return (struct.get(JAVA_INT, 12) & CLOCK_MASK) == CLOCK_MONOTONIC;
    }

    /** Whether the timestamp is of the start of the exposure; otherwise it is of the end of the frame. */
    public boolean isStartOfExposure() {
        return (struct.get(JAVA_INT, 12) & MOMENT_MASK) == MOMENT_START_OF_EXPOSURE;
    }

    /** The timestamp, whole microseconds, ns. */
    public long timestampNs() {
        return struct.get(JAVA_LONG, 24) * 1_000_000_000L + struct.get(JAVA_LONG, 32) * 1_000L;
    }

    /** The frame's number since streaming began, unsigned. */
    public int sequence() {
        return struct.get(JAVA_INT, 56);
    }

    /** Where the buffer lies in the device, for mapping. */
    public long offset() {
        return Integer.toUnsignedLong(struct.get(JAVA_INT, 64));
    }

    /** Bytes of the buffer. */
    public long length() {
        return Integer.toUnsignedLong(struct.get(JAVA_INT, 72));
    }
}
