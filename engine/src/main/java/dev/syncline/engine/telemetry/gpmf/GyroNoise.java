package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.motion.GyroTrack;

/**
 * How much noise is in a gyro, told by what a sample differs by from the middle of its neighbours: motion of a camera hardly
 * does between samples, and white noise does by 1.5 times its variance.
 */
final class GyroNoise {
    /** A normal number lies within so many deviations of its mean half the time. */
    private static final double MIDDLE_HALF = 0.6745;

    private static final int ENOUGH = 100_000;

    private GyroNoise() {}

    /** Variance of the noise of a sample, all three axes together, (rad/s)². */
    static double variance(GyroTrack gyro) {
        int n = gyro.size() - 2;
        if (n < 1) {
            return 0;
        }
        double variance = 0;
        int every = Math.max(1, n / ENOUGH);
        double[] apart = new double[(n + every - 1) / every];
        for (int axis = 0; axis < 3; axis++) {
            for (int k = 0; k < apart.length; k++) {
                int i = 1 + k * every;
                apart[k] = Math.abs(value(gyro, axis, i) - (value(gyro, axis, i - 1) + value(gyro, axis, i + 1)) / 2);
            }
            double deviation = Median.of(apart.clone()) / MIDDLE_HALF;
            variance += deviation * deviation / 1.5;
        }
        return variance;
    }

    private static double value(GyroTrack gyro, int axis, int i) {
        return axis == 0 ? gyro.x(i) : axis == 1 ? gyro.y(i) : gyro.z(i);
    }
}
