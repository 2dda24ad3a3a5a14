package dev.syncline.engine.base.geometry;

/** What lens models check and compute alike. */
final class Intrinsics {
    /** Tangents beyond this, 89.4 degrees off axis, are not looked at. */
    static final double WIDEST_TANGENT = 100;

    private Intrinsics() {}

    /** A pinhole: size, focal lengths and principal point, all of them checked. */
    record Pinhole(int widthPx, int heightPx, double focalXPx, double focalYPx, double centreXPx, double centreYPx) {
        Pinhole {
            check(widthPx, heightPx, focalXPx, focalYPx, centreXPx, centreYPx);
        }

        Pinhole scaledTo(int newWidthPx, int newHeightPx) {
            double sx = (double) newWidthPx / widthPx;
            double sy = (double) newHeightPx / heightPx;
            return new Pinhole(newWidthPx, newHeightPx, focalXPx * sx, focalYPx * sy, centreXPx * sx, centreYPx * sy);
        }

        Pinhole withFocalScaled(double factor) {
            return new Pinhole(widthPx, heightPx, focalXPx * factor, focalYPx * factor, centreXPx, centreYPx);
        }

        @Override
        public String toString() {
            return widthPx + "x" + heightPx + ", focal " + focalXPx + " " + focalYPx + " px";
        }
    }

    static void check(int widthPx, int heightPx, double focalXPx, double focalYPx, double centreXPx, double centreYPx) {
        if (widthPx <= 0 || heightPx <= 0) {
            throw new IllegalArgumentException("picture size must be positive, got " + widthPx + "x" + heightPx);
        }
        if (!(focalXPx > 0 && focalYPx > 0 && focalXPx <= 1e9 && focalYPx <= 1e9)) {
            throw new IllegalArgumentException(
                    "focal lengths must be positive and finite, got " + focalXPx + " and " + focalYPx + " px");
        }
        if (!Double.isFinite(centreXPx) || !Double.isFinite(centreYPx)) {
            throw new IllegalArgumentException(
                    "principal point must be finite, got " + centreXPx + ", " + centreYPx + " px");
        }
    }

    static double[] coefficients(double[] given, int most) {
        if (given.length > most) {
            throw new IllegalArgumentException("at most " + most + " distortion coefficients, got " + given.length);
        }
        for (int i = 0; i < given.length; i++) {
            if (!Double.isFinite(given[i])) {
                throw new IllegalArgumentException("distortion coefficient " + i + " is not finite: " + given[i]);
            }
        }
        return java.util.Arrays.copyOf(given, most);
    }

    static void unit(double x, double y, double z, double[] bearing, int at) {
        double scale = 1 / Math.sqrt(x * x + y * y + z * z);
        bearing[at] = x * scale;
        bearing[at + 1] = y * scale;
        bearing[at + 2] = z * scale;
    }
}
