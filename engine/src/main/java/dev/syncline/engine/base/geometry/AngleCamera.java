package dev.syncline.engine.base.geometry;

/**
 * A lens by the angle that each radius looks at: θ = p1·r + p2·r² + … , r being the distance from the principal point in
 * focal lengths. So GoPro's cameras describe theirs; OpenCV's fisheye goes the other way, see {@link FisheyeCamera}.
 *
 * <p>Principal points are taken to have the centre of the first pixel at (½, ½): see {@link PinholeCamera}.
 */
public final class AngleCamera implements CameraModel {
    private static final int MOST_COEFFICIENTS = 12;
    private static final double STEP = 1e-3;
    private static final double CLOSE_ENOUGH = 1e-15;

    private final Intrinsics.Pinhole hole;
    private final double[] p; // p1, p2, …
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
        this.hole = hole;
        this.p = Intrinsics.coefficients(polynomial, MOST_COEFFICIENTS);
        if (!(p[0] > 0)) {
            throw new IllegalArgumentException("the angle must grow from the middle of the picture: p1 is " + p[0]);
        }
        this.foldRadius = findFold();
        this.foldAngle = angle(foldRadius);
    }

    private double findFold() {
        double r = 0;
        while (r < Intrinsics.WIDEST_TANGENT && slope(r + STEP / p[0]) > 0 && angle(r + STEP / p[0]) <= Math.PI) {
            r += STEP / p[0];
        }
        return r;
    }

    private double angle(double r) {
        double sum = 0;
        for (int i = p.length - 1; i >= 0; i--) {
            sum = r * (p[i] + sum);
        }
        return sum;
    }

    private double slope(double r) {
        double sum = 0;
        for (int i = p.length - 1; i >= 0; i--) {
            sum = (i + 1) * p[i] + r * sum;
        }
        return sum;
    }

    /**
     * {@return the radius that looks at an angle, in focal lengths; the largest one where the polynomial ends before}
     *
     * @param theta off the axis, rad, not negative
     */
    private double radius(double theta) {
        if (theta >= foldAngle) {
            return foldRadius;
        }
        double first = Math.min(theta / p[0], 0.95 * foldRadius);
        return GrowingRoot.of(this::angle, this::slope, theta, first, foldRadius, CLOSE_ENOUGH, 0);
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
    public int widthPx() {
        return hole.widthPx();
    }

    @Override
    public int heightPx() {
        return hole.heightPx();
    }

    @Override
    public double focalXPx() {
        return hole.focalXPx() / p[0];
    }

    @Override
    public double focalYPx() {
        return hole.focalYPx() / p[0];
    }

    /**
     * {@inheritDoc}
     *
     * <p>A pixel outside what the polynomial covers gets the largest angle that it does cover.
     */
    @Override
    public void bearing(double xPx, double yPx, double[] bearing, int at) {
        double u = (xPx - hole.centreXPx()) / hole.focalXPx();
        double v = (yPx - hole.centreYPx()) / hole.focalYPx();
        double r = Math.hypot(u, v);
        if (r < 1e-12) {
            Intrinsics.unit(u * p[0], v * p[0], 1, bearing, at);
            return;
        }
        double theta = angle(Math.min(r, foldRadius));
        double sin = Math.sin(theta) / r;
        Intrinsics.unit(u * sin, v * sin, Math.cos(theta), bearing, at);
    }

    @Override
    public boolean project(double x, double y, double z, double[] pixel, int at) {
        double side = Math.hypot(x, y);
        double theta = Math.atan2(side, z);
        if (!(theta <= foldAngle) || (side == 0 && !(z > 0))) {
            return false;
        }
        double scale = side == 0 ? 0 : radius(theta) / side;
        pixel[at] = hole.centreXPx() + hole.focalXPx() * x * scale;
        pixel[at + 1] = hole.centreYPx() + hole.focalYPx() * y * scale;
        return true;
    }

    @Override
    public AngleCamera scaledTo(int newWidthPx, int newHeightPx) {
        return new AngleCamera(hole.scaledTo(newWidthPx, newHeightPx), p);
    }

    @Override
    public AngleCamera withFocalScaled(double factor) {
        return new AngleCamera(hole.withFocalScaled(factor), p);
    }

    @Override
    public String toString() {
        return "angle polynomial " + hole;
    }
}
