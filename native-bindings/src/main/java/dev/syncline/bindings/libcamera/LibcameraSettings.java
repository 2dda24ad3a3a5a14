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
 * @param picture colours and focus
 * @param ownSync whether the camera keeps itself in step with others, and as what
 */
public record LibcameraSettings(long frameUs, long exposureUs, double gain, Picture picture, OwnSync ownSync) {
    public static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("shortest_frame_us"),
            JAVA_LONG.withName("longest_frame_us"),
            JAVA_LONG.withName("exposure_us"),
            JAVA_DOUBLE.withName("gain"),
            JAVA_INT.withName("sync_mode"),
            JAVA_INT.withName("sync_frames"),
            JAVA_DOUBLE.withName("lens_position"),
            JAVA_DOUBLE.withName("red_gain"),
            JAVA_DOUBLE.withName("blue_gain"),
            JAVA_INT.withName("awb_mode"),
            JAVA_INT.withName("af_mode"),
            JAVA_INT.withName("af_range"),
            JAVA_INT.withName("af_speed"));

    /**
     * Colours and focus, by the numbers of libcamera's controls; -1 and gains of 0 leave them to the camera.
     *
     * @param awbMode {@code AwbMode}
     * @param redGain,blueGain {@code ColourGains}
     * @param afMode {@code AfMode}
     * @param afRange {@code AfRange}
     * @param afSpeed {@code AfSpeed}
     * @param lensPosition dioptres, 0 is far away
     */
    public record Picture(
            int awbMode, double redGain, double blueGain, int afMode, int afRange, int afSpeed, double lensPosition) {
        public static final Picture DEFAULT = new Picture(-1, 0, 0, -1, -1, -1, -1);
    }

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
        struct.set(JAVA_DOUBLE, 40, picture.lensPosition());
        struct.set(JAVA_DOUBLE, 48, picture.redGain());
        struct.set(JAVA_DOUBLE, 56, picture.blueGain());
        struct.set(JAVA_INT, 64, picture.awbMode() + 1);
        struct.set(JAVA_INT, 68, picture.afMode() + 1);
        struct.set(JAVA_INT, 72, picture.afRange() + 1);
        struct.set(JAVA_INT, 76, picture.afSpeed() + 1);
    }
}
