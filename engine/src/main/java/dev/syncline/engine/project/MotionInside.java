package dev.syncline.engine.project;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.gyroflow.WrittenMotion;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Motion data that a project is to hold itself, so that Gyroflow opens it without the log: rates alone, no accelerations.
 *
 * @param form how it is written
 * @param gyro the log's samples as its file has them
 * @param zeroNs the log time that Gyroflow calls zero, ns
 * @param orientation of the log's axes, Gyroflow's letters
 */
public record MotionInside(Form form, GyroTrack gyro, long zeroNs, String orientation) {
    /** How motion data is written. */
    public enum Form {
        /** JSON that people can read; Gyroflow takes it only of a log that is a file of its own. */
        PLAIN,
        /** CBOR, zlib, basE91: a tenth of that, and for motion data inside a video too. */
        COMPRESSED
    }

    /** What holds motion data, or was worked out from it, in the versions of projects. */
    private static final List<String> KEYS = List.of(
            "raw_imu",
            "file_metadata",
            "quaternions",
            "image_orientations",
            "gravity_vectors",
            "integrated_quaternions",
            "smoothed_quaternions",
            "synced_imu_timestamps",
            "synced_imu_timestamps_with_per_frame_offset",
            "sample_index",
            "detected_source");

    /** Puts it into {@code gyro_source} in the place of what is there. */
    void writeInto(ObjectNode gyroSource) {
        removeFrom(gyroSource);
        gyroSource.put("imu_orientation", orientation);
        switch (form) {
            case PLAIN -> gyroSource.set("raw_imu", WrittenMotion.plain(gyro, zeroNs));
            case COMPRESSED -> gyroSource.put("file_metadata", WrittenMotion.compressed(gyro, zeroNs, orientation));
        }
    }

    /** Takes all motion data out of {@code gyro_source}. */
    static void removeFrom(ObjectNode gyroSource) {
        gyroSource.remove(KEYS);
    }
}
