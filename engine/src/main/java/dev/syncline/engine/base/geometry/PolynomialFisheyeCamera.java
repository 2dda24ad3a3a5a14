package dev.syncline.engine.base.geometry;

/**
 * A fisheye by the radius that each angle falls at: r = c1·θ + c2·θ² + … focal lengths from the principal point, θ being
 * the angle off the axis. OpenCV's {@link FisheyeCamera} has odd powers only; {@link AngleCamera} goes the other way.
 *
 * <p>Principal points are taken to have the centre of the first pixel at (½, ½): see {@link PinholeCamera}.
 */
public final class PolynomialFisheyeCamera extends AngularCamera {
    /** As many as {@code gyroflow.proto} of telemetry-parser allows for its GenericPolynomial. */
    private static final int MOST_COEFFICIENTS = 12;

    private final PowerSum c;
    private final double foldAngle;

    private final double foldRadius;

    /**
     * A lens.
     *
     * @param widthPx width of the picture
     * @param heightPx height of the picture
     * @param focalXPx what r counts in along x, px, positive
     * @param focalYPx what r counts in along y, px, positive
     * @param centreXPx column of the principal point, px
     * @param centreYPx row of the principal point, px
     * @param polynomial c1, c2, …, per rad, per rad², …: 1 to 12 of them
     * @throws IllegalArgumentException when a size or focal length is not positive, a number is not finite, there are
     *     more than 12 coefficients or c1 is not above 0
     */
    public PolynomialFisheyeCamera(
            int widthPx,
            int heightPx,
            double focalXPx,
            double focalYPx,
            double centreXPx,
            double centreYPx,
            double... polynomial) {
        this(new Intrinsics.Pinhole(widthPx, heightPx, focalXPx, focalYPx, centreXPx, centreYPx), polynomial);
    }

    private PolynomialFisheyeCamera(Intrinsics.Pinhole hole, double[] polynomial) {
        super(hole);
        this.c = new PowerSum(Intrinsics.coefficients(polynomial, MOST_COEFFICIENTS));
        if (!(c1() > 0)) {
            throw new IllegalArgumentException("the radius must grow from the middle of the picture: c1 is " + c1());
        }
        this.foldAngle = fold(c::slope);
        this.foldRadius = radius(foldAngle);
    }

    private double c1() {
        return c.c()[0];
    }

    @Override
    double radius(double theta) {
        return c.at(theta);
    }

    @Override
    double foldAngle() {
        return foldAngle;
    }

    @Override
    double middleSlope() {
        return 1 / c1();
    }

    @Override
    double angle(double r) {
        if (r >= foldRadius) {
            return foldAngle;
        }
        double first = Math.min(r / c1(), 0.95 * foldAngle);
        return GrowingRoot.of(c::at, c::slope, r, first, foldAngle, 1e-15, 0);
    }

    /** {@inheritDoc} In the middle of the picture: c1 of what r counts in. */
    @Override
    public double focalXPx() {
        return hole.focalXPx() * c1();
    }

    /** {@inheritDoc} In the middle of the picture: c1 of what r counts in. */
    @Override
    public double focalYPx() {
        return hole.focalYPx() * c1();
    }

    @Override
    public PolynomialFisheyeCamera scaledTo(int newWidthPx, int newHeightPx) {
        return new PolynomialFisheyeCamera(hole.scaledTo(newWidthPx, newHeightPx), c.c());
    }

    @Override
    public PolynomialFisheyeCamera withFocalScaled(double factor) {
        return new PolynomialFisheyeCamera(hole.withFocalScaled(factor), c.c());
    }

    @Override
    public String toString() {
        return "fisheye polynomial " + hole;
    }
}
