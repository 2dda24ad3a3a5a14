package dev.syncline.engine.base.statistics;

import java.util.Arrays;

/** A straight line through points of which some are wrong. */
public record TheilSenLine(double intercept, double slope) {
    /** Beyond this many points the slopes of all pairs are too many: as many are taken, spread evenly. */
    private static final int MOST_POINTS = 200;

    public double at(double x) {
        return intercept + slope * x;
    }

    /**
     * Theil–Sen: the median slope of all pairs of points, and the median intercept with it. Withstands 29 % of wrong
     * points.
     *
     * @param x,y double[n], n at least 2, x not all equal
     */
    public static TheilSenLine through(double[] x, double[] y) {
        int n = Math.min(x.length, MOST_POINTS);
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            int a = pick(i, n, x.length);
            for (int j = i + 1; j < n; j++) {
                int b = pick(j, n, x.length);
                if (x[b] != x[a]) {
                    slopes[count++] = (y[b] - y[a]) / (x[b] - x[a]);
                }
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no two of " + x.length + " points differ in x");
        }
        double slope = Median.of(Arrays.copyOf(slopes, count));
        double[] intercepts = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            intercepts[i] = y[i] - slope * x[i];
        }
        return new TheilSenLine(Median.of(intercepts), slope);
    }

    private static int pick(int i, int of, int length) {
        return of == length ? i : (int) ((long) i * (length - 1) / (of - 1));
    }
}
