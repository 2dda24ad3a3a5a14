package dev.syncline.engine.base.geometry;

/**
 * A fisheye by the radius that each angle falls at: r = c1·θ + c2·θ² + … focal lengths from the principal point, θ being
 * the angle off the axis. OpenCV's {@link FisheyeCamera} has odd powers only; {@link AngleCamera} goes the other way.
 *
 * <p>Principal points are taken to have the centre of the first pixel at (½, ½): see {@link PinholeCamera}.
 */
public final class PolynomialFisheyeCamera implements CameraModel {
    /** As many as {@code gyroflow.proto} of telemetry-parser allows for its GenericPolynomial. */
    private static final int MOST_COEFFICIENTS = 12;

    private static final int FOLD_STEPS = 4096;

    private final Intrinsics.Pinhole hole;
    private final double[] c; // c1, c2, …
    /** Largest angle up to which the radius still grows, rad, at most pi. */
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
        this.hole = hole;
        this.c = Intrinsics.coefficients(polynomial, MOST_COEFFICIENTS);
        if (!(c[0] > 0)) {
            throw new IllegalArgumentException("the radius must grow from the middle of the picture: c1 is " + c[0]);
        }
        this.foldAngle = findFold();
        this.foldRadius = radius(foldAngle);
    }

    private double findFold() {
        double step = Math.PI / FOLD_STEPS;
        for (int i = 1; i <= FOLD_STEPS; i++) {
            if (!(slope(i * step) > 0)) {
                return (i - 1) * step;
            }
        }
        return Math.PI;
    }

    private double radius(double theta) {
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = theta * (c[i] + sum);
        }
        return sum;
    }

    private double slope(double theta) {
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = (i + 1) * c[i] + theta * sum;
        }
        return sum;
    }

    private double angle(double r) {
        if (r >= foldRadius) {
            return foldAngle;
        }
        double first = Math.min(r / c[0], 0.95 * foldAngle);
        return GrowingRoot.of(this::radius, this::slope, r, first, foldAngle, 1e-15, 0);
    }

    @Override
    public int widthPx() {
        return hole.widthPx();
    }

    @Override
    public int heightPx() {
        return hole.heightPx();
    }

    /** {@inheritDoc} In the middle of the picture: c1 of what r counts in. */
    @Override
    public double focalXPx() {
        return hole.focalXPx() * c[0];
    }

    /** {@inheritDoc} In the middle of the picture: c1 of what r counts in. */
    @Override
    public double focalYPx() {
        return hole.focalYPx() * c[0];
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
            Intrinsics.unit(u / c[0], v / c[0], 1, bearing, at);
            return;
        }
        double theta = angle(r);
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
    public PolynomialFisheyeCamera scaledTo(int newWidthPx, int newHeightPx) {
        return new PolynomialFisheyeCamera(hole.scaledTo(newWidthPx, newHeightPx), c);
    }

    @Override
    public PolynomialFisheyeCamera withFocalScaled(double factor) {
        return new PolynomialFisheyeCamera(hole.withFocalScaled(factor), c);
    }

    @Override
    public String toString() {
        return "fisheye polynomial " + hole;
    }
}
