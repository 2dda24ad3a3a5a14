package dev.syncline.bindings.libcamera;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * What a camera starts with ({@code struct syncline_camera_settings}). Zero leaves a setting to the camera.
 *
 * @param frameUs length of every frame, µs
 * @param exposureUs µs
 * @param gain analogue gain, 1 is none
 * @param ownSync whether the camera keeps itself in step with others, and as what
 */
public record LibcameraSettings(long frameUs, long exposureUs, double gain, OwnSync ownSync) {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("shortest_frame_us"),
            JAVA_LONG.withName("longest_frame_us"),
            JAVA_LONG.withName("exposure_us"),
            JAVA_DOUBLE.withName("gain"),
            JAVA_INT.withName("sync_mode"),
            JAVA_INT.withName("sync_frames"));

    /** The Raspberry Pi control {@code SyncMode}. */
    public enum OwnSync {
        OFF(0),
        SERVER(1),
        CLIENT(2);

        private final int value;

        OwnSync(int value) {
            this.value = value;
        }
    }

    void write(MemorySegment struct) {
        struct.set(JAVA_LONG, 0, frameUs);
        struct.set(JAVA_LONG, 8, frameUs);
        struct.set(JAVA_LONG, 16, exposureUs);
        struct.set(JAVA_DOUBLE, 24, gain);
        struct.set(JAVA_INT, 32, ownSync.value);
        struct.set(JAVA_INT, 36, 0);
    }
}
