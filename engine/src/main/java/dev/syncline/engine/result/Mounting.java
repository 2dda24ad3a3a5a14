package dev.syncline.engine.result;

import org.jspecify.annotations.Nullable;

/**
 * How the log's axes lie on the camera, in Gyroflow's letters.
 *
 * @param declared the orientation declared (by the user or the log), null where none was
 * @param found the orientation that the motion shows, null where the motion does not tell
 * @param residualDeg angle between the rotation found and {@code found}; NaN where unknown
 */
public record Mounting(@Nullable String declared, @Nullable String found, double residualDeg) {
    /**
     * {@return an orientation that somebody declares, not measured}
     *
     * @param letters Gyroflow's; null where none was declared
     */
    public static Mounting declared(@Nullable String letters) {
        return new Mounting(letters, null, Double.NaN);
    }
}
