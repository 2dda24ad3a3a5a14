package dev.syncline.engine.sync.correlate;

import java.util.Arrays;

/**
 * How high peaks grow where there is no relation: the tail of the evidence's local maxima over offsets at which picture
 * and log cannot belong together (the log run backwards). Above its upper decile the tail is taken as exponential,
 * which is what a χ²-like statistic has.
 *
 * @param threshold upper decile of the local maxima
 * @param scale mean excess over it
 * @param maxima number of local maxima
 */
public record NullTail(double threshold, double scale, int maxima) {
    /** Fits the tail of a curve of evidence. */
    public static NullTail of(CorrelationCurve curve) {
        Collector maxima = new Collector();
        maxima.accept(curve.evidence(), curve.size());
        return maxima.tail();
    }

    /** Gathers the local maxima of a curve that comes in pieces. */
    static final class Collector {
        private float[] peaks = new float[1024];
        private int n;
        private final LocalMaxima maxima = new LocalMaxima((at, evidence) -> add(evidence));

        void accept(float[] evidence, int length) {
            maxima.accept(evidence, length);
        }

        private void add(float evidence) {
            if (n == peaks.length) {
                peaks = Arrays.copyOf(peaks, 2 * n);
            }
            peaks[n++] = evidence;
        }

        NullTail tail() {
            Arrays.sort(peaks, 0, n);
            return ofSorted(peaks, n);
        }
    }

    private static NullTail ofSorted(float[] sorted, int n) {
        if (n < 5) {
            return new NullTail(Double.NaN, Double.NaN, n);
        }
        // Few maxima (a log hardly longer than its clip): look lower, so that at least five stand above.
        double share = Math.min(0.5, Math.max(0.1, 5.0 / n));
        int from = (int) Math.floor((1 - share) * n);
        double u = sorted[from];
        double sum = 0;
        for (int i = from; i < n; i++) {
            sum += sorted[i] - u;
        }
        return new NullTail(u, Math.max(1e-3, sum / (n - from)), n);
    }

    /** Probability that the highest of this many maxima reaches this evidence where there is no relation. */
    public double pValue(double evidence, int count) {
        if (Double.isNaN(scale)) {
            return 1;
        }
        double share = Math.min(0.5, Math.max(0.1, 5.0 / maxima));
        double one = evidence < threshold ? 1 : share * Math.exp(-(evidence - threshold) / scale);
        return -Math.expm1(count * Math.log1p(-Math.min(one, 1 - 1e-12)));
    }
}
