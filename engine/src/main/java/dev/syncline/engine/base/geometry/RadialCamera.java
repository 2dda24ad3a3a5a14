package dev.syncline.engine.base.geometry;

/**
 * A pinhole whose picture is stretched along its radius by a polynomial: a point at the radius r of an undistorted
 * picture (in focal lengths, the tangent of the angle off the axis) falls at r·(c0 + c1·r + c2·r² + c3·r³ + c4·r⁴).
 * The models that lensfun and Hugin began are of this kind: {@link #poly3}, {@link #poly5}, {@link #ptlens}.
 *
 * <p>Principal points are taken to have the centre of the first pixel at (½, ½): see {@link PinholeCamera}.
 */
public final class RadialCamera implements CameraModel {
    private static final int COEFFICIENTS = 5;
    private static final double CLOSE_ENOUGH = 1e-15;

    private final Intrinsics.Pinhole hole;
    private final double[] c; // c0, c1, c2, c3, c4
    /** Largest undistorted radius up to which the distorted one still grows. */
    private final double foldRadius;

    private final double foldDistorted;

    /**
     * A lens.
     *
     * @param widthPx width of the picture
     * @param heightPx height of the picture
     * @param focalXPx focal length along x, px, positive
     * @param focalYPx focal length along y, px, positive
     * @param centreXPx column of the principal point, px
     * @param centreYPx row of the principal point, px
     * @param polynomial c0 to c4, no units; missing ones are 0
     * @throws IllegalArgumentException when a size or focal length is not positive, a number is not finite, there are
     *     more than 5 coefficients or c0 is not above 0
     */
    public RadialCamera(
            int widthPx,
            int heightPx,
            double focalXPx,
            double focalYPx,
            double centreXPx,
            double centreYPx,
            double... polynomial) {
        this(new Intrinsics.Pinhole(widthPx, heightPx, focalXPx, focalYPx, centreXPx, centreYPx), polynomial);
    }

    private RadialCamera(Intrinsics.Pinhole hole, double[] polynomial) {
        this.hole = hole;
        this.c = Intrinsics.coefficients(polynomial, COEFFICIENTS);
        if (!(c[0] > 0)) {
            throw new IllegalArgumentException("the middle of the picture must be seen: c0 is " + c[0]);
        }
        this.foldRadius = findFold();
        this.foldDistorted = distorted(foldRadius);
    }

    /** {@return {@code poly3} as profiles use it, of one coefficient: r·(1 + k1·r²); lensfun's own has 1 − k1 for 1} */
    public static double[] poly3(double k1) {
        return new double[] {1, 0, k1};
    }

    /** {@return {@code poly5}, of two coefficients: r·(1 + k1·r² + k2·r⁴)} */
    public static double[] poly5(double k1, double k2) {
        return new double[] {1, 0, k1, 0, k2};
    }

    /**
     * {@return {@code ptlens} as profiles use it, of three coefficients: r·(a·r³ + b·r² + c·r + 1); that of PTLens and Hugin
     * has 1 − a − b − c for 1}
     */
    public static double[] ptlens(double a, double b, double c) {
        return new double[] {1, c, b, a};
    }

    private double findFold() {
        for (double r = 1e-3; r < Intrinsics.WIDEST_TANGENT; r *= 1.005) {
            if (!(slope(r) > 0)) {
                return r / 1.005;
            }
        }
        return Intrinsics.WIDEST_TANGENT;
    }

    private double distorted(double r) {
        return r * (c[0] + r * (c[1] + r * (c[2] + r * (c[3] + r * c[4]))));
    }

    private double slope(double r) {
        return c[0] + r * (2 * c[1] + r * (3 * c[2] + r * (4 * c[3] + r * 5 * c[4])));
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
        return hole.focalXPx() * c[0];
    }

    @Override
    public double focalYPx() {
        return hole.focalYPx() * c[0];
    }

    /**
     * {@inheritDoc}
     *
     * <p>A pixel outside what the polynomial covers gets the nearest direction that it does cover.
     */
    @Override
    public void bearing(double xPx, double yPx, double[] bearing, int at) {
        double u = (xPx - hole.centreXPx()) / hole.focalXPx();
        double v = (yPx - hole.centreYPx()) / hole.focalYPx();
        double r = Math.hypot(u, v);
        double scale = r < 1e-12 ? 1 / c[0] : undistorted(r) / r;
        Intrinsics.unit(u * scale, v * scale, 1, bearing, at);
    }

    private double undistorted(double r) {
        if (r >= foldDistorted) {
            return foldRadius;
        }
        double first = Math.min(r / c[0], 0.9 * foldRadius);
        return GrowingRoot.of(this::distorted, this::slope, r, first, foldRadius, 0, CLOSE_ENOUGH);
    }

    @Override
    public boolean project(double x, double y, double z, double[] pixel, int at) {
        if (!(z > 0)) {
            return false;
        }
        double u = x / z;
        double v = y / z;
        double r = Math.hypot(u, v);
        if (!(r <= foldRadius)) {
            return false;
        }
        double scale = r < 1e-12 ? c[0] : distorted(r) / r;
        pixel[at] = hole.centreXPx() + hole.focalXPx() * u * scale;
        pixel[at + 1] = hole.centreYPx() + hole.focalYPx() * v * scale;
        return true;
    }

    @Override
    public RadialCamera scaledTo(int newWidthPx, int newHeightPx) {
        return new RadialCamera(hole.scaledTo(newWidthPx, newHeightPx), c);
    }

    @Override
    public RadialCamera withFocalScaled(double factor) {
        return new RadialCamera(hole.withFocalScaled(factor), c);
    }

    @Override
    public String toString() {
        return "radial polynomial " + hole;
    }
}
