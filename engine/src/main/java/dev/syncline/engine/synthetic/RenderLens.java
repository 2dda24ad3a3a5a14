package dev.syncline.engine.synthetic;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.synthetic.LensSpec.Projection;

/**
 * The renderer's own lens, so that a mistake in the engine's lenses cannot hide by being in the truth as well. Formulas:
 * OpenCV 4, modules calib3d and calib3d::fisheye.
 */
final class RenderLens implements CameraModel {
    private final LensSpec spec;
    private final double d1;
    private final double d2;
    private final double d3;
    private final double d4;

    RenderLens(LensSpec spec) {
        this.spec = spec;
        this.d1 = spec.distortion().get(0);
        this.d2 = spec.distortion().get(1);
        this.d3 = spec.distortion().get(2);
        this.d4 = spec.distortion().get(3);
    }

    @Override
    public int widthPx() {
        return spec.widthPx();
    }

    @Override
    public int heightPx() {
        return spec.heightPx();
    }

    @Override
    public double focalXPx() {
        return spec.focalPx();
    }

    @Override
    public double focalYPx() {
        return spec.focalPx();
    }

    @Override
    public void bearing(double xPx, double yPx, double[] bearing, int at) {
        double x = (xPx - spec.centreXPx()) / spec.focalPx();
        double y = (yPx - spec.centreYPx()) / spec.focalPx();
        if (spec.projection() == Projection.FISHEYE) {
            fisheyeBearing(x, y, bearing, at);
        } else {
            pinholeBearing(x, y, bearing, at);
        }
    }

    private void fisheyeBearing(double x, double y, double[] bearing, int at) {
        double radius = Math.hypot(x, y);
        double theta = radius;
        for (int i = 0; i < 20; i++) {
            double s = theta * theta;
            double f = theta * (1 + s * (d1 + s * (d2 + s * (d3 + s * d4)))) - radius;
            double df = 1 + s * (3 * d1 + s * (5 * d2 + s * (7 * d3 + s * 9 * d4)));
            theta -= f / df;
        }
        double scale = radius > 1e-12 ? Math.sin(theta) / radius : 1;
        bearing[at] = x * scale;
        bearing[at + 1] = y * scale;
        bearing[at + 2] = Math.cos(theta);
    }

    /** Newton's method in two unknowns with the exact Jacobian; the distorted point is the start. */
    private void pinholeBearing(double xd, double yd, double[] bearing, int at) {
        double x = xd;
        double y = yd;
        for (int i = 0; i < 20; i++) {
            double s = x * x + y * y;
            double radial = 1 + s * (d1 + s * d2);
            double slope = d1 + 2 * s * d2;
            double fx = x * radial + 2 * d3 * x * y + d4 * (s + 2 * x * x) - xd;
            double fy = y * radial + d3 * (s + 2 * y * y) + 2 * d4 * x * y - yd;
            double xx = radial + 2 * x * x * slope + 2 * d3 * y + 6 * d4 * x;
            double xy = 2 * x * y * slope + 2 * d3 * x + 2 * d4 * y;
            double yy = radial + 2 * y * y * slope + 6 * d3 * y + 2 * d4 * x;
            double det = xx * yy - xy * xy;
            x -= (yy * fx - xy * fy) / det;
            y -= (xx * fy - xy * fx) / det;
        }
        double norm = Math.sqrt(x * x + y * y + 1);
        bearing[at] = x / norm;
        bearing[at + 1] = y / norm;
        bearing[at + 2] = 1 / norm;
    }

    @Override
    public boolean project(double x, double y, double z, double[] pixel, int at) {
        double u;
        double v;
        if (spec.projection() == Projection.FISHEYE) {
            double across = Math.hypot(x, y);
            double theta = Math.atan2(across, z);
            double s = theta * theta;
            double scale = across > 1e-12 ? theta * (1 + s * (d1 + s * (d2 + s * (d3 + s * d4)))) / across : 1 / z;
            u = x * scale;
            v = y * scale;
        } else {
            if (!(z > 0)) {
                return false;
            }
            double a = x / z;
            double b = y / z;
            double s = a * a + b * b;
            double radial = 1 + s * (d1 + s * d2);
            u = a * radial + 2 * d3 * a * b + d4 * (s + 2 * a * a);
            v = b * radial + d3 * (s + 2 * b * b) + 2 * d4 * a * b;
        }
        pixel[at] = spec.centreXPx() + spec.focalPx() * u;
        pixel[at + 1] = spec.centreYPx() + spec.focalPx() * v;
        return true;
    }

    /** The renderer's pixels are square: a size of another aspect ratio is refused. */
    @Override
    public CameraModel scaledTo(int widthPx, int heightPx) {
        double scale = (double) widthPx / spec.widthPx();
        if (Math.abs(scale * spec.heightPx() - heightPx) > 1) {
            throw new IllegalArgumentException("cannot scale " + spec.widthPx() + "x" + spec.heightPx() + " to "
                    + widthPx + "x" + heightPx + ": another aspect ratio");
        }
        return new RenderLens(new LensSpec(
                spec.projection(),
                widthPx,
                heightPx,
                spec.focalPx() * scale,
                spec.centreXPx() * scale,
                spec.centreYPx() * scale,
                spec.distortion()));
    }

    @Override
    public CameraModel withFocalScaled(double factor) {
        return new RenderLens(new LensSpec(
                spec.projection(),
                spec.widthPx(),
                spec.heightPx(),
                spec.focalPx() * factor,
                spec.centreXPx(),
                spec.centreYPx(),
                spec.distortion()));
    }
}
