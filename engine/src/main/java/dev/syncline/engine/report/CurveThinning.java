package dev.syncline.engine.report;

import java.util.Arrays;

/**
 * Chooses which samples of a long curve to keep so that it looks the same: all of them near the peak, elsewhere the
 * highest and the lowest of each stretch.
 */
final class CurveThinning {
    private CurveThinning() {}

    /**
     * Indexes of the samples to keep, increasing.
     *
     * @param x increasing
     * @param y not finite where nothing is known
     * @param centre where every sample is kept, within {@code radius}
     * @param limit about how many to keep outside of it; also the most that are kept inside
     */
    static int[] keep(double[] x, float[] y, double centre, double radius, int limit) {
        int n = Math.min(x.length, y.length);
        if (n <= 2 * limit) {
            int[] all = new int[n];
            Arrays.setAll(all, i -> i);
            return all;
        }
        boolean[] kept = new boolean[n];
        kept[0] = true;
        kept[n - 1] = true;
        int stretches = Math.max(1, limit / 2);
        for (int s = 0; s < stretches; s++) {
            keepExtremes(y, (int) ((long) s * n / stretches), (int) ((long) (s + 1) * n / stretches), kept);
        }
        int from = firstAtOrAfter(x, n, centre - radius);
        int to = firstAtOrAfter(x, n, centre + radius);
        int step = Math.max(1, (to - from + limit - 1) / limit);
        for (int i = from; i < to; i += step) {
            kept[i] = true;
        }
        int count = 0;
        int[] indexes = new int[n];
        for (int i = 0; i < n; i++) {
            if (kept[i]) {
                indexes[count++] = i;
            }
        }
        return Arrays.copyOf(indexes, count);
    }

    private static void keepExtremes(float[] y, int from, int to, boolean[] kept) {
        int lowest = from;
        int highest = from;
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(y[i])) {
                // One of a run is enough to break the line there.
                kept[i] |= i == from || Float.isFinite(y[i - 1]);
            } else {
                lowest = Float.isFinite(y[lowest]) && y[lowest] <= y[i] ? lowest : i;
                highest = Float.isFinite(y[highest]) && y[highest] >= y[i] ? highest : i;
            }
        }
        if (from < to) {
            kept[lowest] = true;
            kept[highest] = true;
        }
    }

    private static int firstAtOrAfter(double[] x, int n, double value) {
        int at = Arrays.binarySearch(x, 0, n, value);
        return at >= 0 ? at : -at - 1;
    }
}
