package dev.syncline.engine.base.geometry;

/**
 * OpenCV's fisheye lens: the angle θ off the axis falls at the radius θ·(1 + k1·θ² + k2·θ⁴ + k3·θ⁶ + k4·θ⁸) focal
 * lengths from the principal point. Directions more than 90 degrees off the axis are seen as far as that radius grows.
 *
 * <p>Principal points are taken to have the centre of the first pixel at (½, ½): see {@link PinholeCamera}.
 */
public final class FisheyeCamera implements CameraModel {
    private static final int COEFFICIENTS = 4;
    private static final int FOLD_STEPS = 4096;

    private final int widthPx;
    private final int heightPx;
    private final double focalXPx;
    private final double focalYPx;
    private final double centreXPx;
    private final double centreYPx;
    private final double[] k; // k1, k2, k3, k4
    /** Largest angle up to which the radius still grows, rad, at most pi. */
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
        Intrinsics.check(widthPx, heightPx, focalXPx, focalYPx, centreXPx, centreYPx);
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.focalXPx = focalXPx;
        this.focalYPx = focalYPx;
        this.centreXPx = centreXPx;
        this.centreYPx = centreYPx;
        this.k = Intrinsics.coefficients(distortion, COEFFICIENTS);
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
        double t2 = theta * theta;
        return theta * (1 + t2 * (k[0] + t2 * (k[1] + t2 * (k[2] + t2 * k[3]))));
    }

    private double slope(double theta) {
        double t2 = theta * theta;
        return 1 + t2 * (3 * k[0] + t2 * (5 * k[1] + t2 * (7 * k[2] + t2 * 9 * k[3])));
    }

    @Override
    public int widthPx() {
        return widthPx;
    }

    @Override
    public int heightPx() {
        return heightPx;
    }

    @Override
    public double focalXPx() {
        return focalXPx;
    }

    @Override
    public double focalYPx() {
        return focalYPx;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The angle is found by Newton's method kept inside a shrinking bracket. A pixel outside what the polynomial
     * covers gets the largest angle that it does cover.
     */
    @Override
    public void bearing(double xPx, double yPx, double[] bearing, int at) {
        double u = (xPx - centreXPx) / focalXPx;
        double v = (yPx - centreYPx) / focalYPx;
        double r = Math.hypot(u, v);
        if (r < 1e-12) {
            Intrinsics.unit(u, v, 1, bearing, at);
            return;
        }
        double theta = angle(r);
        double sin = Math.sin(theta) / r;
        Intrinsics.unit(u * sin, v * sin, Math.cos(theta), bearing, at);
    }

    private double angle(double r) {
        if (r >= foldRadius) {
            return foldAngle;
        }
        return GrowingRoot.of(this::radius, this::slope, r, Math.min(r, 0.95 * foldAngle), foldAngle, 1e-15, 0);
    }

    @Override
    public boolean project(double x, double y, double z, double[] pixel, int at) {
        double side = Math.hypot(x, y);
        double theta = Math.atan2(side, z);
        if (!(theta <= foldAngle) || (side == 0 && !(z > 0))) {
            return false;
        }
        double scale = side == 0 ? 0 : radius(theta) / side;
        pixel[at] = centreXPx + focalXPx * x * scale;
        pixel[at + 1] = centreYPx + focalYPx * y * scale;
        return true;
    }

    @Override
    public FisheyeCamera scaledTo(int newWidthPx, int newHeightPx) {
        double sx = (double) newWidthPx / widthPx;
        double sy = (double) newHeightPx / heightPx;
        return new FisheyeCamera(
                newWidthPx, newHeightPx, focalXPx * sx, focalYPx * sy, centreXPx * sx, centreYPx * sy, k);
    }

    @Override
    public FisheyeCamera withFocalScaled(double factor) {
        return new FisheyeCamera(widthPx, heightPx, focalXPx * factor, focalYPx * factor, centreXPx, centreYPx, k);
    }

    @Override
    public String toString() {
        return "fisheye " + widthPx + "x" + heightPx + ", focal " + focalXPx + " " + focalYPx + " px";
    }
}
