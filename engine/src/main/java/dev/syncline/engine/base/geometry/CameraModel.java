package dev.syncline.engine.base.geometry;

/**
 * A lens: which direction each pixel looks in. Pixels have the centre of the first one at (½, ½); the camera frame is
 * x right, y down, z forward.
 */
public interface CameraModel {
    /** Width of the picture that the pixels belong to, px. */
    int widthPx();

    /** Height of the picture that the pixels belong to, px. */
    int heightPx();

    /** Focal length along x, px. */
    double focalXPx();

    /** Focal length along y, px. */
    double focalYPx();

    /**
     * The direction that a pixel looks in.
     *
     * @param bearing receives the unit vector x, y, z at {@code at}, {@code at + 1}, {@code at + 2}
     */
    void bearing(double xPx, double yPx, double[] bearing, int at);

    /**
     * The pixel that a direction falls on.
     *
     * @param pixel receives x, y in px at {@code at}, {@code at + 1}
     * @return false, with nothing written, where the lens does not see that direction
     */
    boolean project(double x, double y, double z, double[] pixel, int at);

    /** The same lens on a picture scaled to another size: focal lengths and principal point scale with it. */
    CameraModel scaledTo(int widthPx, int heightPx);

    /** The same lens with both focal lengths multiplied by {@code factor}. */
    CameraModel withFocalScaled(double factor);
}
