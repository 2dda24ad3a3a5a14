package dev.syncline.engine.base.geometry;

/**
 * A polynomial without a constant: c1·x + c2·x² + …
 *
 * @param c c1, c2, …
 */
record PowerSum(double[] c) {
    double at(double x) {
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = x * (c[i] + sum);
        }
        return sum;
    }

    double slope(double x) {
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = (i + 1) * c[i] + x * sum;
        }
        return sum;
    }
}
