package dev.syncline.bindings.libcamera;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * A view of the struct that completed frames are described in ({@code struct syncline_camera_frame}): one is used for
 * all frames, so that none costs memory. What the camera did not say is 0.
 */
public final class LibcameraFrame {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("sensor_timestamp_ns"),
            JAVA_LONG.withName("frame_duration_us"),
            JAVA_LONG.withName("buffer_timestamp_ns"),
            JAVA_LONG.withName("completed_ns"),
            JAVA_LONG.withName("wall_clock_ns"),
            JAVA_LONG.withName("sync_timer_us"),
            JAVA_LONG.withName("exposure_us"),
            JAVA_DOUBLE.withName("gain"),
            JAVA_INT.withName("buffer"),
            JAVA_INT.withName("sequence"),
            JAVA_INT.withName("bytes_used"),
            JAVA_INT.withName("status"),
            JAVA_INT.withName("has"),
            JAVA_INT.withName("sync_ready"));

    private static final int HAS_SENSOR_TIMESTAMP = 1;
    private static final int HAS_WALL_CLOCK = 1 << 2;
    private static final int HAS_SYNC_READY = 1 << 3;
    private static final int HAS_SYNC_TIMER = 1 << 4;
    private static final int STATUS_SUCCESS = 0;

    private final MemorySegment struct;

    LibcameraFrame(Arena arena) {
        struct = arena.allocate(LAYOUT);
    }

    MemorySegment struct() {
        return struct;
    }

    private boolean has(int bit) {
        return (struct.get(JAVA_INT, 80) & bit) != 0;
    }

    /** When the exposure of the first row began, or the buffer's own timestamp where the camera does not say; boottime
     * as the driver has it, equal to monotonic until the machine sleeps, ns. */
    public long sensorTimestampNs() {
        return has(HAS_SENSOR_TIMESTAMP) ? struct.get(JAVA_LONG, 0) : struct.get(JAVA_LONG, 16);
    }

    /** Length of the frame, µs. */
    public long frameDurationUs() {
        return struct.get(JAVA_LONG, 8);
    }

    /** When libcamera said that the frame was complete, monotonic, ns. */
    public long completedNs() {
        return struct.get(JAVA_LONG, 24);
    }

    /** Whether the camera gives the wall clock's time of a frame. */
    public boolean hasWallClock() {
        return has(HAS_WALL_CLOCK);
    }

    /** The frame's time on the wall clock, ns since the Unix epoch. */
    public long wallClockNs() {
        return struct.get(JAVA_LONG, 32);
    }

    /** Whether the camera says if it is in step. */
    public boolean hasSyncReady() {
        return has(HAS_SYNC_READY);
    }

    /** Whether the camera's own synchronisation point has been reached. */
    public boolean isSyncReady() {
        return struct.get(JAVA_INT, 84) != 0;
    }

    /** Whether the camera says when its own synchronisation point is. */
    public boolean hasSyncTimer() {
        return has(HAS_SYNC_TIMER);
    }

    /** From this frame to the camera's own synchronisation point, negative after it, µs. */
    public long syncTimerUs() {
        return struct.get(JAVA_LONG, 40);
    }

    /** Exposure, µs. */
    public long exposureUs() {
        return struct.get(JAVA_LONG, 48);
    }

    /** Analogue gain. */
    public double gain() {
        return struct.get(JAVA_DOUBLE, 56);
    }

    /** The buffer that it lies in. */
    public int buffer() {
        return struct.get(JAVA_INT, 64);
    }

    /** The frame's number, unsigned. */
    public int sequence() {
        return struct.get(JAVA_INT, 68);
    }

    /** Bytes of the frame. */
    public int bytesUsed() {
        return struct.get(JAVA_INT, 72);
    }

    /** Whether the camera says that the frame is damaged. */
    public boolean isDamaged() {
        return struct.get(JAVA_INT, 76) != STATUS_SUCCESS;
    }
}
