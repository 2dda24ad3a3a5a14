package dev.syncline.engine.base.statistics;

/**
 * A straight line through points of which some are far off: the median of slopes (Theil and Sen; for many points, of
 * slopes over half the range), then least squares over the points near it.
 */
public record TrimmedLine(double intercept, double slope) {
    private static final int ALL_PAIRS_UP_TO = 200;

    /** Through at least two points with increasing {@code x}. */
    public static TrimmedLine through(double[] x, double[] y) {
        double slope = medianSlope(x, y);
        double[] rest = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            rest[i] = y[i] - slope * x[i];
        }
        double intercept = Median.of(rest.clone());
        double[] off = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            off[i] = Math.abs(rest[i] - intercept);
        }
        double near = 3 * Median.of(off.clone());
        return leastSquares(x, y, off, near, new TrimmedLine(intercept, slope));
    }

    public double at(double x) {
        return intercept + slope * x;
    }

    private static double medianSlope(double[] x, double[] y) {
        int n = x.length;
        if (n > ALL_PAIRS_UP_TO) {
            double[] slopes = new double[n - n / 2];
            for (int i = 0; i + n / 2 < n; i++) {
                slopes[i] = (y[i + n / 2] - y[i]) / (x[i + n / 2] - x[i]);
            }
            return Median.of(slopes);
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[k++] = (y[j] - y[i]) / (x[j] - x[i]);
            }
        }
        return Median.of(slopes);
    }

    private static TrimmedLine leastSquares(double[] x, double[] y, double[] off, double near, TrimmedLine start) {
        double n = 0;
        double mx = 0;
        double my = 0;
        for (int i = 0; i < x.length; i++) {
            if (off[i] <= near) {
                n++;
                mx += x[i];
                my += y[i];
            }
        }
        mx /= n;
        my /= n;
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < x.length; i++) {
            if (off[i] <= near) {
                sxx += (x[i] - mx) * (x[i] - mx);
                sxy += (x[i] - mx) * (y[i] - my);
            }
        }
        if (n < 3 || !(sxx > 0)) {
            return start;
        }
        double slope = sxy / sxx;
        return new TrimmedLine(my - slope * mx, slope);
    }
}
