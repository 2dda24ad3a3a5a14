package dev.syncline.engine.base.geometry;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a camera's optics.
 *
 * @param name for people: the profile's own name, or the file's
 * @param camera the lens, at the size that it was calibrated at
 * @param shutter null where the profile does not say
 * @param assumed true where no profile was given and the field of view is a guess
 */
public record LensProfile(
        String name, CameraModel camera, @Nullable RollingShutter shutter, boolean assumed) {}
