package dev.syncline.bindings.libcamera;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * How a camera gives its frames ({@code struct syncline_camera_mode}).
 *
 * @param fourcc four characters, the first in the lowest byte; 0 leaves it to the camera
 * @param widthPx,heightPx size; 0 leaves it to the camera
 * @param strideBytes from row to row of the first plane
 * @param frameBytes bytes of a frame
 * @param buffers frames that are under way at once
 * @param flips 1: left and right change places, 2: top and bottom do, 3: both
 */
public record LibcameraMode(
        int fourcc, int widthPx, int heightPx, int strideBytes, int frameBytes, int buffers, int flips) {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("fourcc"),
            JAVA_INT.withName("width"),
            JAVA_INT.withName("height"),
            JAVA_INT.withName("stride"),
            JAVA_INT.withName("frame_bytes"),
            JAVA_INT.withName("buffers"),
            JAVA_INT.withName("flips"));

    static LibcameraMode read(MemorySegment struct) {
        return new LibcameraMode(
                struct.get(JAVA_INT, 0),
                struct.get(JAVA_INT, 4),
                struct.get(JAVA_INT, 8),
                struct.get(JAVA_INT, 12),
                struct.get(JAVA_INT, 16),
                struct.get(JAVA_INT, 20),
                struct.get(JAVA_INT, 24));
    }

    void write(MemorySegment struct) {
        struct.set(JAVA_INT, 0, fourcc);
        struct.set(JAVA_INT, 4, widthPx);
        struct.set(JAVA_INT, 8, heightPx);
        struct.set(JAVA_INT, 12, strideBytes);
        struct.set(JAVA_INT, 16, frameBytes);
        struct.set(JAVA_INT, 20, buffers);
        struct.set(JAVA_INT, 24, flips);
    }
}
