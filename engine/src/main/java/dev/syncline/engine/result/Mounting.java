package dev.syncline.engine.result;

import dev.syncline.engine.base.geometry.Matrix3;
import org.jspecify.annotations.Nullable;

/**
 * How the log's axes lie on the camera, in Gyroflow's letters.
 *
 * @param declared the orientation declared (by the user or the log), null where none was
 * @param found the orientation that the motion shows, null where the motion does not tell
 * @param residualDeg angle between the rotation found and {@code found}; NaN where unknown
 * @param turn of the axes after the letters, in the camera's axes, as a Gyroflow project may hold one; not written to results
 */
public record Mounting(@Nullable String declared, @Nullable String found, double residualDeg, Matrix3 turn) {
    /**
     * Without a turn after the letters.
     *
     * @param declared the orientation declared (by the user or the log), null where none was
     * @param found the orientation that the motion shows, null where the motion does not tell
     * @param residualDeg angle between the rotation found and {@code found}; NaN where unknown
     */
    public Mounting(@Nullable String declared, @Nullable String found, double residualDeg) {
        this(declared, found, residualDeg, Matrix3.IDENTITY);
    }

    /**
     * {@return an orientation that somebody declares, not measured}
     *
     * @param letters Gyroflow's; null where none was declared
     */
    public static Mounting declared(@Nullable String letters) {
        return declared(letters, Matrix3.IDENTITY);
    }

    /**
     * {@return an orientation that somebody declares, not measured}
     *
     * @param letters Gyroflow's; null where none was declared
     * @param turn of the axes after the letters, in the camera's axes
     */
    public static Mounting declared(@Nullable String letters, Matrix3 turn) {
        return new Mounting(letters, null, Double.NaN, turn);
    }
}
