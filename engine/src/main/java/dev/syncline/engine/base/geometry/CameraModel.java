package dev.syncline.engine.base.geometry;

/**
 * A lens: which direction each pixel looks in. Pixels have the centre of the first one at (½, ½); the camera frame is
 * x right, y down, z forward.
 */
public interface CameraModel {
    /** {@return width of the picture that the pixels belong to, px} */
    int widthPx();

    /** {@return height of the picture that the pixels belong to, px} */
    int heightPx();

    /** {@return focal length along x, px} */
    double focalXPx();

    /** {@return focal length along y, px} */
    double focalYPx();

    /**
     * The direction that a pixel looks in.
     *
     * @param xPx the pixel's column, the centre of the first one at ½
     * @param yPx its row, the centre of the first one at ½
     * @param bearing receives the unit vector x, y, z at {@code at}, {@code at + 1}, {@code at + 2}
     * @param at where in {@code bearing} to write
     */
    void bearing(double xPx, double yPx, double[] bearing, int at);

    /**
     * The pixel that a direction falls on.
     *
     * @param x to the right, camera frame, any length
     * @param y down
     * @param z forward
     * @param pixel receives x, y in px at {@code at}, {@code at + 1}
     * @param at where in {@code pixel} to write
     * @return false, with nothing written, where the lens does not see that direction
     */
    boolean project(double x, double y, double z, double[] pixel, int at);

    /**
     * {@return the same lens on a picture scaled to another size: focal lengths and principal point scale with it}
     *
     * @param widthPx width of that picture
     * @param heightPx height of that picture
     */
    CameraModel scaledTo(int widthPx, int heightPx);

    /**
     * {@return the same lens with both focal lengths multiplied by a factor}
     *
     * @param factor no unit, above 0
     */
    CameraModel withFocalScaled(double factor);
}
