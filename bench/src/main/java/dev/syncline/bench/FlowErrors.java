package dev.syncline.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Distances between where points were found and where they truly are.
 *
 * @param kept points that were found
 * @param medianPx half of them are nearer than this
 * @param ninthPx nine in ten of them are nearer than this
 */
record FlowErrors(int kept, double medianPx, double ninthPx) {
    /** @param end x, y of each point in the second frame; NaN where it was lost: float[2 n] */
    static FlowErrors of(RenderedFlow rendered, float[] start, float[] end) {
        double[] errors = new double[start.length / 2];
        int kept = 0;
        for (int i = 0; i < errors.length; i++) {
            if (!Float.isNaN(end[2 * i])) {
                double[] truth = rendered.moved(0, 1, start[2 * i], start[2 * i + 1]);
                errors[kept++] = Math.hypot(end[2 * i] - truth[0], end[2 * i + 1] - truth[1]);
            }
        }
        Arrays.sort(errors, 0, kept);
        return new FlowErrors(
                kept, kept == 0 ? Double.NaN : errors[kept / 2], kept == 0 ? Double.NaN : errors[(int) (0.9 * kept)]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "kept %d, median error %.4f px, 90 %% within %.4f px", kept, medianPx, ninthPx);
    }
}
