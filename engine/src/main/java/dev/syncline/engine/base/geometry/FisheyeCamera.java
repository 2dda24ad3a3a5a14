package dev.syncline.engine.base.geometry;

/**
 * OpenCV's fisheye lens: the angle θ off the axis falls at the radius θ·(1 + k1·θ² + k2·θ⁴ + k3·θ⁶ + k4·θ⁸) focal
 * lengths from the principal point. Directions more than 90 degrees off the axis are seen as far as that radius grows.
 *
 * <p>Principal points are taken to have the centre of the first pixel at (½, ½): see {@link PinholeCamera}.
 */
public final class FisheyeCamera extends AngularCamera {
    private static final int COEFFICIENTS = 4;

    private final double[] k; // k1, k2, k3, k4
    private final double foldAngle;

    private final double foldRadius;

    /**
     * A lens with or without distortion.
     *
     * @param widthPx width of the picture
     * @param heightPx height of the picture
     * @param focalXPx focal length along x, px, positive
     * @param focalYPx focal length along y, px, positive
     * @param centreXPx column of the principal point, px, the centre of the first pixel at ½
     * @param centreYPx row of the principal point, px, the centre of the first pixel at ½
     * @param distortion up to 4 coefficients k1 to k4; missing ones are 0
     * @throws IllegalArgumentException when a size or focal length is not positive, a number is not finite or there are
     *     more than 4 coefficients
     */
    public FisheyeCamera(
            int widthPx,
            int heightPx,
            double focalXPx,
            double focalYPx,
            double centreXPx,
            double centreYPx,
            double... distortion) {
        this(new Intrinsics.Pinhole(widthPx, heightPx, focalXPx, focalYPx, centreXPx, centreYPx), distortion);
    }

    private FisheyeCamera(Intrinsics.Pinhole hole, double[] distortion) {
        super(hole);
        this.k = Intrinsics.coefficients(distortion, COEFFICIENTS);
        this.foldAngle = fold(this::slope);
        this.foldRadius = radius(foldAngle);
    }

    @Override
    double radius(double theta) {
        double t2 = theta * theta;
        return theta * (1 + t2 * (k[0] + t2 * (k[1] + t2 * (k[2] + t2 * k[3]))));
    }

    private double slope(double theta) {
        double t2 = theta * theta;
        return 1 + t2 * (3 * k[0] + t2 * (5 * k[1] + t2 * (7 * k[2] + t2 * 9 * k[3])));
    }

    @Override
    public double focalXPx() {
        return hole.focalXPx();
    }

    @Override
    public double focalYPx() {
        return hole.focalYPx();
    }

    @Override
    double foldAngle() {
        return foldAngle;
    }

    @Override
    double middleSlope() {
        return 1;
    }

    /** By Newton's method kept inside a shrinking bracket. */
    @Override
    double angle(double r) {
        if (r >= foldRadius) {
            return foldAngle;
        }
        return GrowingRoot.of(this::radius, this::slope, r, Math.min(r, 0.95 * foldAngle), foldAngle, 1e-15, 0);
    }

    @Override
    public FisheyeCamera scaledTo(int newWidthPx, int newHeightPx) {
        return new FisheyeCamera(hole.scaledTo(newWidthPx, newHeightPx), k);
    }

    @Override
    public FisheyeCamera withFocalScaled(double factor) {
        return new FisheyeCamera(hole.withFocalScaled(factor), k);
    }

    @Override
    public String toString() {
        return "fisheye " + hole;
    }
}
