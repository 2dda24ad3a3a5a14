package dev.syncline.engine.edit;

import dev.syncline.engine.base.geometry.RollingShutter;
import org.jspecify.annotations.Nullable;

/**
 * Settings to change in a file; null for those that stay.
 *
 * @param lowPassHz corner of the filter over the log's rates, Hz; 0 for none
 * @param orientation Gyroflow's letters; in a result also {@code auto} or {@code declared}
 * @param bias what Gyroflow adds to the rates, degrees/s: double[3]; of a result only zeros, which hold it at none
 * @param rotationDeg pitch, roll, yaw, degrees: double[3]; of a project only
 * @param integration number of Gyroflow's method; of a project only
 * @param readout time and direction
 */
public record SettingsChange(
        @Nullable Double lowPassHz,
        @Nullable String orientation,
        double @Nullable [] bias,
        double @Nullable [] rotationDeg,
        @Nullable Integer integration,
        @Nullable RollingShutter readout) {}
