package dev.syncline.engine.synthetic;

import dev.syncline.engine.motion.ImuOrientation;
import java.util.List;

/**
 * The gyro and what is wrong with it.
 *
 * @param rateHz samples a second of the log's clock
 * @param mounted how the sensor's axes really lie in the camera
 * @param declared what the log says of that
 * @param tiltRad small rotation between the sensor and that mounting, a rotation vector in body axes, rad
 * @param biasRadS constant error, in log axes, rad/s
 * @param noiseRadS standard deviation of each sample's white noise, rad/s
 * @param quantumRadS step of the recorded numbers, rad/s
 * @param rangeRadS largest rate that the sensor can tell, rad/s
 * @param stampJitterS standard deviation of the error of a sample's recorded time, s; the instants stay regular
 * @param gaps where samples are missing
 */
public record GyroSpec(
        double rateHz,
        ImuOrientation mounted,
        ImuOrientation declared,
        Xyz tiltRad,
        Xyz biasRadS,
        double noiseRadS,
        double quantumRadS,
        double rangeRadS,
        double stampJitterS,
        List<Gap> gaps) {
    /** A stretch without samples, video clock, s. */
    public record Gap(double fromVideoS, double lengthS) {}

    public GyroSpec {
        gaps = List.copyOf(gaps);
        if (!(rateHz >= 1 && rateHz <= 32_000)) {
            throw new IllegalArgumentException("gyro rate must be in [1, 32000] Hz, got " + rateHz);
        }
        if (!(quantumRadS > 0)) {
            throw new IllegalArgumentException("gyro quantum must be positive, got " + quantumRadS + " rad/s");
        }
    }

    /** A usual sensor: 400 Hz, some bias, 0.005 rad/s noise, 1 mrad/s steps, ±2000 °/s; it says how it is mounted. */
    public static GyroSpec usual(ImuOrientation mounted) {
        Xyz bias = new Xyz(0.01, -0.02, 0.005);
        return new GyroSpec(400, mounted, mounted, Xyz.ZERO, bias, 0.005, 0.001, 34.9, 0, List.of());
    }

    /** A sensor without error but for steps of 1e−7 rad/s. */
    public static GyroSpec perfect(double rateHz, ImuOrientation mounted) {
        return new GyroSpec(rateHz, mounted, mounted, Xyz.ZERO, Xyz.ZERO, 0, 1e-7, 1e3, 0, List.of());
    }

    /** The same sensor at another rate. */
    public GyroSpec at(double hz) {
        return new GyroSpec(
                hz, mounted, declared, tiltRad, biasRadS, noiseRadS, quantumRadS, rangeRadS, stampJitterS, gaps);
    }

    /** The same sensor in a log that says something else of its mounting. */
    public GyroSpec declaring(ImuOrientation orientation) {
        return new GyroSpec(
                rateHz, mounted, orientation, tiltRad, biasRadS, noiseRadS, quantumRadS, rangeRadS, stampJitterS, gaps);
    }

    /** The same sensor mounted a little askew. */
    public GyroSpec tilted(Xyz rad) {
        return new GyroSpec(
                rateHz, mounted, declared, rad, biasRadS, noiseRadS, quantumRadS, rangeRadS, stampJitterS, gaps);
    }

    /** The same sensor with other errors. */
    public GyroSpec with(Xyz bias, double noise) {
        return new GyroSpec(
                rateHz, mounted, declared, tiltRad, bias, noise, quantumRadS, rangeRadS, stampJitterS, gaps);
    }

    /** The same sensor in a log with uncertain times and missing stretches. */
    public GyroSpec interrupted(double jitterS, List<Gap> missing) {
        return new GyroSpec(
                rateHz, mounted, declared, tiltRad, biasRadS, noiseRadS, quantumRadS, rangeRadS, jitterS, missing);
    }
}
