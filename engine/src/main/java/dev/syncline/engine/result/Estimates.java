package dev.syncline.engine.result;

import dev.syncline.engine.base.geometry.RollingShutter;
import org.jspecify.annotations.Nullable;

/**
 * What was estimated together with the offset.
 *
 * @param gyroBias null where unknown
 * @param shutter the readout that was used or found; null where it is not known
 * @param readoutSigmaMs its standard error where it was estimated; NaN where it was given
 * @param focalScale focal length that the motion shows over the lens profile's; NaN where nothing was refined
 * @param focalScaleSigma its standard error
 */
public record Estimates(
        @Nullable GyroBias gyroBias,
        @Nullable RollingShutter shutter,
        double readoutSigmaMs,
        double focalScale,
        double focalScaleSigma) {
    /**
     * {@return nothing estimated: what was known before}
     *
     * @param gyroBias null where unknown
     * @param shutter null where unknown
     */
    public static Estimates known(@Nullable GyroBias gyroBias, @Nullable RollingShutter shutter) {
        return new Estimates(gyroBias, shutter, Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * {@return time that the picture takes to be read out, ms: negative for bottom to top and right to left; NaN if
     * unknown}
     */
    public double readoutMs() {
        return shutter == null ? Double.NaN : shutter.signedMs();
    }
}
