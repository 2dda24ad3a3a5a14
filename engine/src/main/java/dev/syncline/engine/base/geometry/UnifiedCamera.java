package dev.syncline.engine.base.geometry;

/**
 * The unified omnidirectional lens (C. Mei and P. Rives, <i>Single view point omnidirectional camera calibration from planar
 * grids</i>, ICRA 2007): a direction is put on the unit sphere, the sphere is moved forward by ξ, and what results is seen by
 * a pinhole with OpenCV's distortion. ξ = 0 is that pinhole; 1 sees nearly all around.
 */
public final class UnifiedCamera implements CameraModel {
    private static final double LARGEST_XI = 100;

    private final PinholeCamera plane;
    private final double xi;
    /** Cosine of the angle off the axis at which the picture ends: where it would fold back, or runs off to infinity. */
    private final double cosEnd;

    /**
     * A lens.
     *
     * @param plane the pinhole that looks at the moved sphere, with its size, focal lengths, principal point and distortion
     * @param xi how far the sphere is moved, 0 to 100, no unit
     * @throws IllegalArgumentException when ξ is none of these
     */
    public UnifiedCamera(PinholeCamera plane, double xi) {
        if (!(xi >= 0 && xi <= LARGEST_XI)) {
            throw new IllegalArgumentException("xi is " + xi + ", expected 0 to " + LARGEST_XI);
        }
        this.plane = plane;
        this.xi = xi;
        this.cosEnd = xi > 1 ? -1 / xi : -xi;
    }

    @Override
    public int widthPx() {
        return plane.widthPx();
    }

    @Override
    public int heightPx() {
        return plane.heightPx();
    }

    /** {@inheritDoc} In the middle of the picture. */
    @Override
    public double focalXPx() {
        return plane.focalXPx() / (1 + xi);
    }

    /** {@inheritDoc} In the middle of the picture. */
    @Override
    public double focalYPx() {
        return plane.focalYPx() / (1 + xi);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Along the pinhole's ray b the sphere is met where |λ·b − (0, 0, ξ)| = 1; of the two places the one in front counts. A
     * pixel outside the sphere's picture gets the direction at its edge.
     */
    @Override
    public void bearing(double xPx, double yPx, double[] bearing, int at) {
        plane.bearing(xPx, yPx, bearing, at);
        double x = bearing[at];
        double y = bearing[at + 1];
        double z = bearing[at + 2];
        double side2 = x * x + y * y;
        double inside = 1 - xi * xi * side2;
        if (inside >= 0) {
            double far = xi * z + Math.sqrt(inside);
            Intrinsics.unit(far * x, far * y, far * z - xi, bearing, at);
        } else {
            double sin = Math.sqrt((1 - cosEnd * cosEnd) / side2);
            Intrinsics.unit(sin * x, sin * y, cosEnd, bearing, at);
        }
    }

    @Override
    public boolean project(double x, double y, double z, double[] pixel, int at) {
        double length = Math.sqrt(x * x + y * y + z * z);
        // A rounding error must not hide the edge itself, which is what pixels beyond it are given.
        if (!(z >= (cosEnd - 1e-12) * length)) {
            return false;
        }
        return plane.project(x, y, z + xi * length, pixel, at);
    }

    @Override
    public UnifiedCamera scaledTo(int newWidthPx, int newHeightPx) {
        return new UnifiedCamera(plane.scaledTo(newWidthPx, newHeightPx), xi);
    }

    @Override
    public UnifiedCamera withFocalScaled(double factor) {
        return new UnifiedCamera(plane.withFocalScaled(factor), xi);
    }

    @Override
    public String toString() {
        return "unified, xi " + xi + ", of a " + plane;
    }
}
