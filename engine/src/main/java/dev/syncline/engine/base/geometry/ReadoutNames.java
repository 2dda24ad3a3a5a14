package dev.syncline.engine.base.geometry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Readouts as Gyroflow's files write them: milliseconds with a sign, and a direction by number, degrees or name. */
public final class ReadoutNames {
    /** In projects of before there were directions: true where the picture is read sideways, whatever else says. */
    public static final String HORIZONTAL = "horizontal_rs";

    /** The quickest rolling shutters take some ms. */
    private static final double LEAST_MS = 0.1;

    private ReadoutNames() {}

    /**
     * Whether a number other than 0 is too small for a readout in ms: some files mean seconds, and some write a hundredth for
     * "not known". Nothing tells which.
     */
    public static boolean isTooShort(double readoutMs) {
        return Math.abs(readoutMs) > 0 && Math.abs(readoutMs) < LEAST_MS;
    }

    /**
     * The direction that a word stands for: 0 to 3 in the order of {@link ReadoutDirection}, the degrees 90, 180 and
     * 270 that newer files have, or a name such as {@code TopToBottom}; null for any other word.
     */
    public static @Nullable ReadoutDirection direction(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "0", "toptobottom" -> ReadoutDirection.TOP_TO_BOTTOM;
            case "1", "180", "bottomtotop" -> ReadoutDirection.BOTTOM_TO_TOP;
            case "2", "270", "lefttoright" -> ReadoutDirection.LEFT_TO_RIGHT;
            case "3", "90", "righttoleft" -> ReadoutDirection.RIGHT_TO_LEFT;
            default -> null;
        };
    }

    /**
     * The shutter of a readout in ms, negative for one that runs against {@code direction}; null where the number
     * cannot be a readout: 0, which these files write for "not known", a second or more, or not finite.
     */
    public static @Nullable RollingShutter shutter(double readoutMs, ReadoutDirection direction) {
        if (!(Math.abs(readoutMs) > 0 && Math.abs(readoutMs) < 1000)) {
            return null;
        }
        return RollingShutter.along(direction, readoutMs / 1000);
    }
}
