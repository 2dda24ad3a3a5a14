package dev.syncline.engine.base.geometry;

import org.jspecify.annotations.Nullable;

/**
 * When each part of a picture was exposed, relative to the frame's time (the middle of the exposure of its middle).
 *
 * @param readoutS time from the first line to one line past the last, s, not negative; 0 for a global shutter
 * @param direction which way the lines are read
 */
public record RollingShutter(double readoutS, ReadoutDirection direction) {
    /** All lines at once. */
    public static final RollingShutter GLOBAL = new RollingShutter(0, ReadoutDirection.TOP_TO_BOTTOM);

    /**
     * Checks the readout.
     *
     * @throws IllegalArgumentException when it is negative, a second or more, or NaN
     */
    public RollingShutter {
        if (!(readoutS >= 0 && readoutS < 1)) {
            throw new IllegalArgumentException("readout must be in [0, 1) s: " + readoutS);
        }
    }

    /**
     * The shutter of a readout that may run against the direction that is named.
     *
     * @param direction which way the lines are read where the readout is positive
     * @param readoutS negative for a readout that runs against {@code direction}, s
     * @return null where this cannot be a readout: a second or more, or not finite
     */
    public static @Nullable RollingShutter along(ReadoutDirection direction, double readoutS) {
        if (!(Math.abs(readoutS) < 1)) {
            return null;
        }
        return new RollingShutter(Math.abs(readoutS), readoutS < 0 ? direction.opposite() : direction);
    }

    /** {@return the readout as one number, ms: negative for bottom to top and for right to left} */
    public double signedMs() {
        return (direction.isReversed() ? -readoutS : readoutS) * 1e3;
    }

    /**
     * {@return seconds from the frame's time to the exposure of a point}
     *
     * @param xPx the point's column, px; the centre of the first pixel is at ½
     * @param yPx its row, px; the centre of the first pixel is at ½
     * @param widthPx width of the picture
     * @param heightPx height of the picture
     */
    public double timeOf(double xPx, double yPx, int widthPx, int heightPx) {
        return readoutS * direction.place(xPx / widthPx, yPx / heightPx);
    }
}
