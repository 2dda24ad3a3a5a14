package dev.syncline.bindings.libcamera;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.List;

/**
 * A camera that libcamera knows ({@code struct syncline_camera_info}).
 *
 * @param id stable name
 * @param model of the sensor
 * @param hasFrameLimits whether its frame length can be set, between the two next
 * @param shortestFrameUs,longestFrameUs µs; 0 where they are not known
 * @param hasExposure whether its exposure can be set
 * @param hasGain whether its gain can be set
 * @param hasOwnSync whether it can keep itself in step with others (Raspberry Pi)
 * @param modes formats and sizes that it records video in
 */
public record LibcameraInfo(
        String id,
        String model,
        boolean hasFrameLimits,
        long shortestFrameUs,
        long longestFrameUs,
        boolean hasExposure,
        boolean hasGain,
        boolean hasOwnSync,
        List<LibcameraMode> modes) {
    private static final int ID_SIZE = 256;
    private static final int MODEL_SIZE = 64;

    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("shortest_frame_us"),
            JAVA_LONG.withName("longest_frame_us"),
            JAVA_INT.withName("has"),
            JAVA_INT.withName("reserved"),
            MemoryLayout.sequenceLayout(ID_SIZE, JAVA_BYTE).withName("id"),
            MemoryLayout.sequenceLayout(MODEL_SIZE, JAVA_BYTE).withName("model"));

    private static final int HAS_EXPOSURE = 1 << 5;
    private static final int HAS_GAIN = 1 << 6;
    private static final int HAS_FRAME_LIMITS = 1 << 8;
    private static final int HAS_SYNC_MODE = 1 << 9;

    public LibcameraInfo {
        modes = List.copyOf(modes);
    }

    static LibcameraInfo read(MemorySegment struct, List<LibcameraMode> modes) {
        int has = struct.get(JAVA_INT, 16);
        return new LibcameraInfo(
                struct.asSlice(24, ID_SIZE).getString(0),
                struct.asSlice(24 + ID_SIZE, MODEL_SIZE).getString(0),
                (has & HAS_FRAME_LIMITS) != 0,
                struct.get(JAVA_LONG, 0),
                struct.get(JAVA_LONG, 8),
                (has & HAS_EXPOSURE) != 0,
                (has & HAS_GAIN) != 0,
                (has & HAS_SYNC_MODE) != 0,
                modes);
    }
}
