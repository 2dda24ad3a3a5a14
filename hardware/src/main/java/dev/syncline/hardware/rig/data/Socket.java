package dev.syncline.hardware.rig.data;

import org.jspecify.annotations.Nullable;

/**
 * A place for a camera on a board.
 *
 * @param name as it is called in rig files: {@code A}
 * @param net the FSIN net that it is wired to; null for none
 * @param i2c the control bus, which cameras that begin together share; null where it is not known
 * @param sensor the sensor that is built in; null where the user plugs one in
 */
public record Socket(
        String name,
        @Nullable String net,
        @Nullable String i2c,
        @Nullable String sensor) {}
