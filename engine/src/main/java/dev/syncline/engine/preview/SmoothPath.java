package dev.syncline.engine.preview;

import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.motion.GyroOrientation;

/** The path that a picture is to follow: the camera's own, each orientation the mean of those about it (Gaussian). */
final class SmoothPath {
    /** Orientations on either side, and how many standard deviations the last of them lies away. */
    private static final int REACH = 60;

    private static final double REACH_SIGMAS = 3;

    private final SyncedCamera.Motion motion;
    private final double stepS;
    private final double[] weights = new double[REACH + 1];

    /** @param sigmaS standard deviation of the mean, s: what is faster goes, what is slower stays */
    SmoothPath(SyncedCamera.Motion motion, double sigmaS) {
        this.motion = motion;
        this.stepS = REACH_SIGMAS * sigmaS / REACH;
        for (int k = 0; k <= REACH; k++) {
            double z = REACH_SIGMAS * k / REACH;
            weights[k] = Math.exp(-z * z / 2);
        }
    }

    /**
     * The smoothed turn at a frame, as {@link SyncedCamera.Motion#at} gives the camera's own.
     *
     * @param turn receives w, x, y, z
     * @return false where the log does not say how the camera lay
     */
    boolean at(long videoNs, double[] turn) {
        double[] centre = new double[GyroOrientation.POSE];
        if (!motion.at(videoNs, 0, 0, centre)) {
            return false;
        }
        double[] sum = new double[4];
        double[] pose = new double[GyroOrientation.POSE];
        for (int k = -REACH; k <= REACH; k++) {
            if (motion.at(videoNs, k * stepS, 0, pose)) {
                double same = pose[0] * centre[0] + pose[1] * centre[1] + pose[2] * centre[2] + pose[3] * centre[3];
                double weight = same < 0 ? -weights[Math.abs(k)] : weights[Math.abs(k)];
                for (int c = 0; c < 4; c++) {
                    sum[c] += weight * pose[c];
                }
            }
        }
        System.arraycopy(sum, 0, turn, 0, 4);
        Quaternion.normalize(turn, 0);
        return true;
    }
}
