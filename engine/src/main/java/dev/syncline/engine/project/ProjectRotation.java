package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.Matrix3;
import org.jspecify.annotations.Nullable;

/**
 * The fine turn of a project's axes, {@code gyro_source.rotation}: pitch, roll and yaw in degrees. Gyroflow makes it after the
 * orientation's letters, among its own outputs, which are up, left and back: about the first by the yaw, then about the second
 * by the pitch, then about the third by the roll.
 */
final class ProjectRotation {
    /** Gyroflow's outputs (up, left, back) to the camera's axes (right, down, forward). */
    private static final Matrix3 TO_CAMERA = Matrix3.of(0, -1, 0, -1, 0, 0, 0, 0, -1);

    private ProjectRotation() {}

    /**
     * {@return the turn, in the camera's axes}
     *
     * @param pitchRollYawDeg double[3]; null for none
     */
    static Matrix3 inCamera(double @Nullable [] pitchRollYawDeg) {
        if (pitchRollYawDeg == null) {
            return Matrix3.IDENTITY;
        }
        Matrix3 first = Matrix3.ofRotationVector(Math.toRadians(pitchRollYawDeg[2]), 0, 0);
        Matrix3 second = Matrix3.ofRotationVector(0, Math.toRadians(pitchRollYawDeg[0]), 0);
        Matrix3 third = Matrix3.ofRotationVector(0, 0, Math.toRadians(pitchRollYawDeg[1]));
        return TO_CAMERA.times(third.times(second).times(first)).times(TO_CAMERA.transposed());
    }
}
