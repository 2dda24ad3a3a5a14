package dev.syncline.engine.base.geometry;

/**
 * A lens by the angle that each radius looks at: θ = p1·r + p2·r² + … , r being the distance from the principal point in
 * focal lengths. So GoPro's cameras describe theirs; OpenCV's fisheye goes the other way, see {@link FisheyeCamera}.
 *
 * <p>Principal points are taken to have the centre of the first pixel at (½, ½): see {@link PinholeCamera}.
 */
public final class AngleCamera extends AngularCamera {
    private static final int MOST_COEFFICIENTS = 12;
    private static final double STEP = 1e-3;
    private static final double CLOSE_ENOUGH = 1e-15;

    private final PowerSum p;
    /** Largest radius up to which the angle still grows and is at most pi. */
    private final double foldRadius;

    private final double foldAngle;

    /**
     * A lens.
     *
     * @param widthPx width of the picture
     * @param heightPx height of the picture
     * @param focalXPx what r counts in along x, px, positive
     * @param focalYPx what r counts in along y, px, positive
     * @param centreXPx column of the principal point, px
     * @param centreYPx row of the principal point, px
     * @param polynomial p1, p2, …, rad: 1 to 12 of them
     * @throws IllegalArgumentException when a size or focal length is not positive, a number is not finite, there are
     *     more than 12 coefficients or p1 is not above 0
     */
    public AngleCamera(
            int widthPx,
            int heightPx,
            double focalXPx,
            double focalYPx,
            double centreXPx,
            double centreYPx,
            double... polynomial) {
        this(new Intrinsics.Pinhole(widthPx, heightPx, focalXPx, focalYPx, centreXPx, centreYPx), polynomial);
    }

    private AngleCamera(Intrinsics.Pinhole hole, double[] polynomial) {
        super(hole);
        this.p = new PowerSum(Intrinsics.coefficients(polynomial, MOST_COEFFICIENTS));
        if (!(p1() > 0)) {
            throw new IllegalArgumentException("the angle must grow from the middle of the picture: p1 is " + p1());
        }
        this.foldRadius = findFold();
        this.foldAngle = p.at(foldRadius);
    }

    private double findFold() {
        double r = 0;
        double step = STEP / p1();
        while (r < Intrinsics.WIDEST_TANGENT && p.slope(r + step) > 0 && p.at(r + step) <= Math.PI) {
            r += step;
        }
        return r;
    }

    private double p1() {
        return p.c()[0];
    }

    @Override
    double angle(double r) {
        return p.at(Math.min(r, foldRadius));
    }

    @Override
    double foldAngle() {
        return foldAngle;
    }

    @Override
    double middleSlope() {
        return p1();
    }

    @Override
    double radius(double theta) {
        if (theta >= foldAngle) {
            return foldRadius;
        }
        double first = Math.min(theta / p1(), 0.95 * foldRadius);
        return GrowingRoot.of(p::at, p::slope, theta, first, foldRadius, CLOSE_ENOUGH, 0);
    }

    /**
     * {@return where a polynomial looks at an angle, in what it counts in; NaN where it ends before}
     *
     * @param polynomial p1, p2, …, rad, p1 above 0
     * @param theta off the axis, rad, not negative
     */
    public static double radiusOf(double[] polynomial, double theta) {
        AngleCamera lens = new AngleCamera(1, 1, 1, 1, 0, 0, polynomial);
        return theta <= lens.foldAngle ? lens.radius(theta) : Double.NaN;
    }

    @Override
    public double focalXPx() {
        return hole.focalXPx() / p1();
    }

    @Override
    public double focalYPx() {
        return hole.focalYPx() / p1();
    }

    @Override
    public AngleCamera scaledTo(int newWidthPx, int newHeightPx) {
        return new AngleCamera(hole.scaledTo(newWidthPx, newHeightPx), p.c());
    }

    @Override
    public AngleCamera withFocalScaled(double factor) {
        return new AngleCamera(hole.withFocalScaled(factor), p.c());
    }

    @Override
    public String toString() {
        return "angle polynomial " + hole;
    }
}
