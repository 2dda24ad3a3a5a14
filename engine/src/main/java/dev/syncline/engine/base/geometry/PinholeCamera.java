package dev.syncline.engine.base.geometry;

/**
 * OpenCV's standard lens: a pinhole with the rational radial, the tangential and the thin prism distortion of {@code calib3d}
 * ({@code k1, k2, p1, p2, k3, k4, k5, k6, s1, s2, s3, s4}).
 *
 * <p>OpenCV's calibration puts the centre of the first pixel at (0, 0), Syncline at (½, ½). Lens profiles in the wild
 * give the middle of the picture as exactly half its width and height, which is the (½, ½) convention, so principal
 * points are taken to be in it as they stand; the half pixel that a careful OpenCV calibration would differ by turns
 * every bearing alike and moves no offset.
 */
public final class PinholeCamera implements CameraModel {
    private static final int COEFFICIENTS = 12;
    private static final int MAX_ITERATIONS = 40;
    private static final int MAX_HALVINGS = 12;
    private static final double SMALL_ENOUGH = 1e-13;

    private final int widthPx;
    private final int heightPx;
    private final double focalXPx;
    private final double focalYPx;
    private final double centreXPx;
    private final double centreYPx;
    private final double[] k; // k1, k2, p1, p2, k3, k4, k5, k6, s1, s2, s3, s4
    private final boolean undistorted;
    /** Largest undistorted radius up to which the radial distortion still grows. */
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
     * @param distortion up to 12 coefficients k1, k2, p1, p2, k3, k4, k5, k6, s1, s2, s3, s4; missing ones are 0
     * @throws IllegalArgumentException when a size or focal length is not positive, a number is not finite or there are
     *     more than 12 coefficients
     */
    public PinholeCamera(
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
        boolean none = true;
        for (double c : k) {
            none &= c == 0;
        }
        this.undistorted = none;
        this.foldRadius = none ? Double.POSITIVE_INFINITY : findFold();
    }

    /**
     * {@return the lens to assume where nothing is known: focal length 0.8 of the width (64 degrees across), no
     * distortion}
     *
     * @param widthPx width of the picture
     * @param heightPx height of the picture
     */
    public static PinholeCamera ofAssumedFieldOfView(int widthPx, int heightPx) {
        double focalPx = 0.8 * widthPx;
        return new PinholeCamera(widthPx, heightPx, focalPx, focalPx, widthPx / 2.0, heightPx / 2.0);
    }

    private double findFold() {
        double last = 0;
        for (double r = 1e-3; r < Intrinsics.WIDEST_TANGENT; r *= 1.005) {
            double distorted = r * radial(r * r);
            if (!(distorted > last)) {
                return r / 1.005;
            }
            last = distorted;
        }
        return Intrinsics.WIDEST_TANGENT;
    }

    private double radial(double r2) {
        double above = 1 + r2 * (k[0] + r2 * (k[1] + r2 * k[4]));
        double below = 1 + r2 * (k[5] + r2 * (k[6] + r2 * k[7]));
        return above / below;
    }

    private double distortedX(double x, double y, double radial) {
        double r2 = x * x + y * y;
        return x * radial + 2 * k[2] * x * y + k[3] * (3 * x * x + y * y) + r2 * (k[8] + r2 * k[9]);
    }

    private double distortedY(double x, double y, double radial) {
        double r2 = x * x + y * y;
        return y * radial + k[2] * (x * x + 3 * y * y) + 2 * k[3] * x * y + r2 * (k[10] + r2 * k[11]);
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
     * <p>The distortion is undone by a damped Newton iteration. A pixel that no direction falls on, outside what the
     * polynomials cover, gets the nearest direction that they do cover.
     */
    @Override
    public void bearing(double xPx, double yPx, double[] bearing, int at) {
        double u = (xPx - centreXPx) / focalXPx;
        double v = (yPx - centreYPx) / focalYPx;
        if (undistorted) {
            Intrinsics.unit(u, v, 1, bearing, at);
        } else {
            undistort(u, v, bearing, at);
        }
    }

    private void undistort(double u, double v, double[] bearing, int at) {
        double x = u;
        double y = v;
        double r = Math.hypot(x, y);
        if (r > 0.9 * foldRadius) {
            x *= 0.9 * foldRadius / r;
            y *= 0.9 * foldRadius / r;
        }
        double radial = radial(x * x + y * y);
        double ex = u - distortedX(x, y, radial);
        double ey = v - distortedY(x, y, radial);
        double error = ex * ex + ey * ey;
        for (int i = 0; i < MAX_ITERATIONS && error > SMALL_ENOUGH * SMALL_ENOUGH; i++) {
            double r2 = x * x + y * y;
            double below = 1 + r2 * (k[5] + r2 * (k[6] + r2 * k[7]));
            double slope = (k[0] + r2 * (2 * k[1] + 3 * r2 * k[4]) - radial * (k[5] + r2 * (2 * k[6] + 3 * r2 * k[7])))
                    / below;
            double both = 2 * x * y * slope + 2 * k[2] * x + 2 * k[3] * y;
            double prismX = 2 * (k[8] + 2 * r2 * k[9]);
            double prismY = 2 * (k[10] + 2 * r2 * k[11]);
            double xx = radial + 2 * x * x * slope + 2 * k[2] * y + 6 * k[3] * x + prismX * x;
            double xy = both + prismX * y;
            double yx = both + prismY * x;
            double yy = radial + 2 * y * y * slope + 6 * k[2] * y + 2 * k[3] * x + prismY * y;
            double det = xx * yy - xy * yx;
            double dx = (yy * ex - xy * ey) / det;
            double dy = (xx * ey - yx * ex) / det;
            if (!(Math.abs(dx) + Math.abs(dy) < Double.MAX_VALUE)) {
                break;
            }
            boolean better = false;
            for (int half = 0; half < MAX_HALVINGS && !better; half++) {
                double nx = x + dx;
                double ny = y + dy;
                double nr2 = nx * nx + ny * ny;
                double nradial = radial(nr2);
                double nex = u - distortedX(nx, ny, nradial);
                double ney = v - distortedY(nx, ny, nradial);
                double nerror = nex * nex + ney * ney;
                better = nr2 <= foldRadius * foldRadius && nerror < error;
                if (better) {
                    x = nx;
                    y = ny;
                    radial = nradial;
                    ex = nex;
                    ey = ney;
                    error = nerror;
                }
                dx /= 2;
                dy /= 2;
            }
            if (!better) {
                break;
            }
        }
        Intrinsics.unit(x, y, 1, bearing, at);
    }

    @Override
    public boolean project(double x, double y, double z, double[] pixel, int at) {
        if (!(z > 0)) {
            return false;
        }
        double u = x / z;
        double v = y / z;
        double r2 = u * u + v * v;
        if (!(r2 <= foldRadius * foldRadius)) {
            return false;
        }
        double radial = undistorted ? 1 : radial(r2);
        pixel[at] = centreXPx + focalXPx * distortedX(u, v, radial);
        pixel[at + 1] = centreYPx + focalYPx * distortedY(u, v, radial);
        return true;
    }

    @Override
    public PinholeCamera scaledTo(int newWidthPx, int newHeightPx) {
        double sx = (double) newWidthPx / widthPx;
        double sy = (double) newHeightPx / heightPx;
        return new PinholeCamera(
                newWidthPx, newHeightPx, focalXPx * sx, focalYPx * sy, centreXPx * sx, centreYPx * sy, k);
    }

    @Override
    public PinholeCamera withFocalScaled(double factor) {
        return new PinholeCamera(widthPx, heightPx, focalXPx * factor, focalYPx * factor, centreXPx, centreYPx, k);
    }

    @Override
    public String toString() {
        return "pinhole " + widthPx + "x" + heightPx + ", focal " + focalXPx + " " + focalYPx + " px";
    }
}
