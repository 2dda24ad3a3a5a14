package dev.syncline.engine.synthetic;

import dev.syncline.engine.base.geometry.RollingShutter;

/**
 * The camera of a clip.
 *
 * @param exposureS how long each line collects light, s
 * @param exposureSamples over how many instants that is averaged
 * @param gain factor on the scene's luma, before noise
 * @param noiseLuma standard deviation of the noise of a mid-gray pixel, in steps of 8-bit luma; half of its variance is
 *     read noise, half grows with light
 */
public record SyntheticCamera(
        LensSpec lens,
        RollingShutter shutter,
        double exposureS,
        int exposureSamples,
        double gain,
        double noiseLuma,
        RenderRate frameRate,
        int frames) {
    public SyntheticCamera {
        if (exposureSamples < 1 || exposureSamples > 256) {
            throw new IllegalArgumentException("exposure samples must be in [1, 256], got " + exposureSamples);
        }
        if (!(exposureS >= 0)) {
            throw new IllegalArgumentException("exposure must not be negative, got " + exposureS + " s");
        }
        if (frames < 1) {
            throw new IllegalArgumentException("a clip needs at least one frame, got " + frames);
        }
    }

    /** Length of the clip, s. */
    public double durationS() {
        return frameRate.timeS(frames);
    }
}
