package dev.syncline.engine.base.geometry;

/** What both lens models check and compute alike. */
final class Intrinsics {
    private Intrinsics() {}

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
