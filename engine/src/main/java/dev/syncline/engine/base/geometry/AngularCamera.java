package dev.syncline.engine.base.geometry;

import java.util.function.DoubleUnaryOperator;

/** A lens that is told by which angle off the axis falls at which radius: what such lenses compute alike. */
abstract class AngularCamera implements CameraModel {
    private static final int FOLD_STEPS = 4096;

    /** Radii count in its focal lengths, from its principal point. */
    final Intrinsics.Pinhole hole;

    AngularCamera(Intrinsics.Pinhole hole) {
        this.hole = hole;
    }

    /** The radius that an angle falls at, in focal lengths; not negative, at most {@link #foldAngle()}, rad. */
    abstract double radius(double theta);

    /** The angle that a radius looks at, rad: of a radius beyond what is covered, the largest that is. */
    abstract double angle(double r);

    /** Largest angle up to which the radius still grows, rad, at most pi. */
    abstract double foldAngle();

    /** How many rad a focal length is in the middle of the picture. */
    abstract double middleSlope();

    /** The angle, rad, at most pi, up to which a radius with this slope grows. */
    static double fold(DoubleUnaryOperator slope) {
        double step = Math.PI / FOLD_STEPS;
        for (int i = 1; i <= FOLD_STEPS; i++) {
            if (!(slope.applyAsDouble(i * step) > 0)) {
                return (i - 1) * step;
            }
        }
        return Math.PI;
    }

    @Override
    public final int widthPx() {
        return hole.widthPx();
    }

    @Override
    public final int heightPx() {
        return hole.heightPx();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A pixel outside what the lens covers gets the largest angle that it does cover.
     */
    @Override
    public final void bearing(double xPx, double yPx, double[] bearing, int at) {
        double u = (xPx - hole.centreXPx()) / hole.focalXPx();
        double v = (yPx - hole.centreYPx()) / hole.focalYPx();
        double r = Math.hypot(u, v);
        if (r < 1e-12) {
            Intrinsics.unit(u * middleSlope(), v * middleSlope(), 1, bearing, at);
            return;
        }
        double theta = angle(r);
        double sin = Math.sin(theta) / r;
        Intrinsics.unit(u * sin, v * sin, Math.cos(theta), bearing, at);
    }

    @Override
    public final boolean project(double x, double y, double z, double[] pixel, int at) {
        double side = Math.hypot(x, y);
        double theta = Math.atan2(side, z);
        if (!(theta <= foldAngle()) || (side == 0 && !(z > 0))) {
            return false;
        }
        double scale = side == 0 ? 0 : radius(theta) / side;
        pixel[at] = hole.centreXPx() + hole.focalXPx() * x * scale;
        pixel[at + 1] = hole.centreYPx() + hole.focalYPx() * y * scale;
        return true;
    }
}
