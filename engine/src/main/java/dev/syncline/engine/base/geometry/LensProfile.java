package dev.syncline.engine.base.geometry;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a camera's optics.
 *
 * @param name for people: the profile's own name, or the file's
 * @param camera the lens, at the size that it was calibrated at
 * @param shutter null where the profile does not say
 * @param assumed true where the field of view is a guess: no profile was given, or one that may be another mode's
 */
public record LensProfile(
        String name, CameraModel camera, @Nullable RollingShutter shutter, boolean assumed) {
    private static final String NAMELESS = "assumed";

    /** {@return no profile: a pinhole with a field of view that is assumed} */
    public static LensProfile ofAssumedFieldOfView(int widthPx, int heightPx) {
        return new LensProfile(NAMELESS, PinholeCamera.ofAssumedFieldOfView(widthPx, heightPx), null, true);
    }

    /** {@return whether there is no profile behind this} */
    public boolean isNameless() {
        return assumed && name.equals(NAMELESS);
    }
}
