package dev.syncline.hardware.servo;

/**
 * Constants of a {@link PiServo}. The gains follow the interval T between samples in seconds:
 * {@code kp = min(kpScale · T^kpExponent, kpNormMax / T)}, and likewise ki.
 *
 * @param firstStepThresholdNs offsets above this are stepped at the first update; 0: never
 * @param stepThresholdNs offsets above this are stepped later too; 0: never
 * @param maxRatePpb largest rate, ppb
 * @param stableOffsetNs offsets below this count towards a stable lock; 0: never
 * @param stableSamples as many in a row are stable
 */
public record PiServoSettings(
        double kpScale,
        double kpExponent,
        double kpNormMax,
        double kiScale,
        double kiExponent,
        double kiNormMax,
        long firstStepThresholdNs,
        long stepThresholdNs,
        double maxRatePpb,
        long stableOffsetNs,
        int stableSamples) {
    private static final long FIRST_STEP_NS = 20_000;
    private static final double MAX_RATE_PPB = 900_000_000;

    public PiServoSettings {
        if (!(kpScale > 0) || !(kiScale > 0) || !(kpNormMax > 0) || !(kiNormMax > 0) || !(maxRatePpb > 0)) {
            throw new IllegalArgumentException("gains and limits must be above 0");
        }
        if (firstStepThresholdNs < 0 || stepThresholdNs < 0 || stableOffsetNs < 0 || stableSamples < 1) {
            throw new IllegalArgumentException("thresholds must be 0 or more, stableSamples 1 or more");
        }
    }

    /** linuxptp's for hardware time stamps. */
    public static PiServoSettings hardwareStamps() {
        return new PiServoSettings(0.7, -0.3, 0.7, 0.3, 0.4, 0.3, FIRST_STEP_NS, 0, MAX_RATE_PPB, 0, 10);
    }

    /** linuxptp's for software time stamps. */
    public static PiServoSettings softwareStamps() {
        return new PiServoSettings(0.1, -0.3, 0.7, 0.001, 0.4, 0.3, FIRST_STEP_NS, 0, MAX_RATE_PPB, 0, 10);
    }

    /** The same with a threshold for steps after the first update, ns; 0: never. */
    public PiServoSettings withStepThresholdNs(long thresholdNs) {
        return new PiServoSettings(
                kpScale,
                kpExponent,
                kpNormMax,
                kiScale,
                kiExponent,
                kiNormMax,
                firstStepThresholdNs,
                thresholdNs,
                maxRatePpb,
                stableOffsetNs,
                stableSamples);
    }

    /** The same with offsets below which a lock is stable after a while, ns. */
    public PiServoSettings withStableOffsetNs(long offsetNs) {
        return new PiServoSettings(
                kpScale,
                kpExponent,
                kpNormMax,
                kiScale,
                kiExponent,
                kiNormMax,
                firstStepThresholdNs,
                stepThresholdNs,
                maxRatePpb,
                offsetNs,
                stableSamples);
    }

    double kp(double intervalS) {
        return Math.min(kpScale * Math.pow(intervalS, kpExponent), kpNormMax / intervalS);
    }

    double ki(double intervalS) {
        return Math.min(kiScale * Math.pow(intervalS, kiExponent), kiNormMax / intervalS);
    }
}
