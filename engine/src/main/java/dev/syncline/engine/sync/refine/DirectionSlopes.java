package dev.syncline.engine.sync.refine;

import dev.syncline.engine.base.geometry.CameraModel;

/**
 * Directions that pixels look in, and how they turn with the pixel and with the focal length. Undoing a lens's distortion
 * takes an iteration, applying it a formula: the slopes are those of the formula, inverted.
 */
final class DirectionSlopes {
    private static final double STEP_RAD = 1e-4;

    /** A direction falls back on its own pixel this well, px; where it does not, the lens does not cover the pixel. */
    private static final double COVERED_PX = 0.01;

    private static final double STEP_PX = 0.5;

    private final CameraModel camera;
    private final double centreXPx;
    private final double centreYPx;
    private final double[] pixel = new double[8];
    private final double[] aside = new double[12];

    DirectionSlopes(CameraModel camera) {
        this.camera = camera;
        boolean seen = camera.project(0, 0, 1, pixel, 0);
        centreXPx = seen ? pixel[0] : camera.widthPx() / 2.0;
        centreYPx = seen ? pixel[1] : camera.heightPx() / 2.0;
    }

    /**
     * Writes the direction of a pixel and its derivatives, three numbers each at {@code at}.
     *
     * @param perX,perY by the pixel, rad/px
     * @param perFocal by the logarithm of the focal length, the pixel held
     */
    void write(double x, double y, double[] bearing, double[] perX, double[] perY, double[] perFocal, int at) {
        camera.bearing(x, y, bearing, at);
        if (!byProjection(x, y, bearing, perX, perY, at)) {
            byDifferences(x, y, perX, perY, at);
        }
        for (int a = at; a < at + 3; a++) {
            perFocal[a] = -perX[a] * (x - centreXPx) - perY[a] * (y - centreYPx);
        }
    }

    private boolean byProjection(double x, double y, double[] bearing, double[] perX, double[] perY, int at) {
        double bx = bearing[at];
        double by = bearing[at + 1];
        double bz = bearing[at + 2];
        // Two directions across: the first level with x and z, as long as the view is not straight up or down.
        double h = 1 / Math.sqrt(bx * bx + bz * bz);
        double ux = bz * h;
        double uz = -bx * h;
        double vx = by * uz;
        double vy = bz * ux - bx * uz;
        double vz = -by * ux;
        double s = STEP_RAD;
        if (!(camera.project(bx + s * ux, by, bz + s * uz, pixel, 0)
                && camera.project(bx - s * ux, by, bz - s * uz, pixel, 2)
                && camera.project(bx + s * vx, by + s * vy, bz + s * vz, pixel, 4)
                && camera.project(bx - s * vx, by - s * vy, bz - s * vz, pixel, 6))) {
            return false;
        }
        double xu = (pixel[0] - pixel[2]) / (2 * s);
        double yu = (pixel[1] - pixel[3]) / (2 * s);
        double xv = (pixel[4] - pixel[6]) / (2 * s);
        double yv = (pixel[5] - pixel[7]) / (2 * s);
        double det = xu * yv - xv * yu;
        boolean covered = Math.abs(0.5 * (pixel[0] + pixel[2]) - x) < COVERED_PX
                && Math.abs(0.5 * (pixel[1] + pixel[3]) - y) < COVERED_PX
                && det != 0;
        if (covered) {
            perX[at] = (yv * ux - yu * vx) / det;
            perX[at + 1] = -yu * vy / det;
            perX[at + 2] = (yv * uz - yu * vz) / det;
            perY[at] = (xu * vx - xv * ux) / det;
            perY[at + 1] = xu * vy / det;
            perY[at + 2] = (xu * vz - xv * uz) / det;
        }
        return covered;
    }

    private void byDifferences(double x, double y, double[] perX, double[] perY, int at) {
        camera.bearing(x + STEP_PX, y, aside, 0);
        camera.bearing(x - STEP_PX, y, aside, 3);
        camera.bearing(x, y + STEP_PX, aside, 6);
        camera.bearing(x, y - STEP_PX, aside, 9);
        for (int a = 0; a < 3; a++) {
            perX[at + a] = aside[a] - aside[3 + a];
            perY[at + a] = aside[6 + a] - aside[9 + a];
        }
    }
}
