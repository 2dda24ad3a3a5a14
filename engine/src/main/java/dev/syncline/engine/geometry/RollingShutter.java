package dev.syncline.engine.geometry;

/**
 * When each part of a picture was exposed, relative to the frame's time (the middle of the exposure of its middle).
 *
 * @param readoutS time from the first line to one line past the last, s, not negative; 0 for a global shutter
 */
public record RollingShutter(double readoutS, ReadoutDirection direction) {
    /** All lines at once. */
    public static final RollingShutter GLOBAL = new RollingShutter(0, ReadoutDirection.TOP_TO_BOTTOM);

    public RollingShutter {
        if (!(readoutS >= 0 && readoutS < 1)) {
            throw new IllegalArgumentException("readout must be in [0, 1) s: " + readoutS);
        }
    }

    /**
     * Seconds from the frame's time to the exposure of a point.
     *
     * @param xPx,yPx the point; the centre of the first pixel is (½, ½)
     */
    public double timeOf(double xPx, double yPx, int widthPx, int heightPx) {
        return switch (direction) {
            case TOP_TO_BOTTOM -> readoutS * (yPx / heightPx - 0.5);
            case BOTTOM_TO_TOP -> readoutS * (0.5 - yPx / heightPx);
            case LEFT_TO_RIGHT -> readoutS * (xPx / widthPx - 0.5);
            case RIGHT_TO_LEFT -> readoutS * (0.5 - xPx / widthPx);
        };
    }
}
