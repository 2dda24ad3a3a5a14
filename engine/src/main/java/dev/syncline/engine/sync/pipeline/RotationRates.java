package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.rotation.PairRotation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rotations of pairs of frames as rates on an even grid, which is what is correlated with the log. */
final class RotationRates {
    private RotationRates() {}

    /** Rates frame by frame; null where less than half of the pairs have a rotation. */
    static @Nullable VisualRates onGrid(List<@Nullable PairRotation> rotations, double frameNs) {
        double first = Double.NaN;
        double last = Double.NaN;
        int found = 0;
        for (PairRotation r : rotations) {
            if (r != null) {
                double middle = middle(r);
                first = Double.isNaN(first) ? middle : first;
                last = middle;
                found++;
            }
        }
        if (found < 8 || 2 * found < rotations.size()) {
            return null;
        }
        int n = (int) Math.round((last - first) / frameNs) + 1;
        if (n > 100_000) {
            return null;
        }
        float[][] rates = new float[3][n];
        float[] weight = new float[n];
        double[] spreads = new double[found];
        int s = 0;
        for (PairRotation r : rotations) {
            if (r != null) {
                spreads[s++] = r.spreadRad();
            }
        }
        Arrays.sort(spreads);
        double usual = spreads[found / 2];
        for (PairRotation r : rotations) {
            if (r == null) {
                continue;
            }
            int at = (int) Math.round((middle(r) - first) / frameNs);
            double length = (double) (r.toNs() - r.fromNs());
            // A pair across a dropped frame is another average; it waits for the refinement.
            if (at >= n || length > 1.5 * frameNs) {
                continue;
            }
            double far = r.spreadRad() / usual;
            weight[at] = (float) (1 / (1 + far * far / 9));
            for (int a = 0; a < 3; a++) {
                rates[a][at] = (float) r.rateRadS()[a];
            }
        }
        return new VisualRates(first, frameNs, rates, weight);
    }

    private static double middle(PairRotation r) {
        return r.fromNs() + 0.5 * (r.toNs() - r.fromNs());
    }
}
