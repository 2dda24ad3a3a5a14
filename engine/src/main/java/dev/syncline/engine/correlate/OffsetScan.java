package dev.syncline.engine.correlate;

import dev.syncline.engine.kernel.Kernels;
import dev.syncline.engine.motion.BoxAveragedRates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Slides windows along a log. Every window shares one offset; the turn between camera and log is either given or, where
 * it is null, the best proper one at each offset, shared by all windows.
 */
public final class OffsetScan {
    /** Lags worked on at a time: bounds memory whatever the log's length. */
    private static final int CHUNK = 1 << 14;

    /** A lag counts when at least this share of the windows' weight meets known log. */
    private static final double LEAST_COVER = 0.25;

    /** A single window counts when at least this share of it meets known log. */
    private static final double LEAST_WINDOW_COVER = 0.6;

    private final List<VisualRates> windows;
    private final BoxAveragedRates log;
    private final double @Nullable [] turn;
    private final int phases;
    private final double stepNs;
    private final double totalWeight;

    /**
     * @param windows at least one, all with the same frame interval
     * @param turn 3×3 row-major, log axes to camera; null to find it
     * @param longestStepNs the grid of offsets is at least this fine
     */
    public OffsetScan(List<VisualRates> windows, BoxAveragedRates log, double @Nullable [] turn, double longestStepNs) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("no windows to slide");
        }
        this.windows = List.copyOf(windows);
        this.log = log;
        this.turn = turn == null ? null : turn.clone();
        double interval = windows.getFirst().stepNs();
        this.phases = Math.max(1, (int) Math.ceil(interval / longestStepNs));
        this.stepNs = interval / phases;
        double weight = 0;
        for (VisualRates w : windows) {
            weight += w.weightSum();
        }
        this.totalWeight = weight;
    }

    /** What a scan saw: one curve over all windows together, and one for each. */
    public record Curves(CorrelationCurve joint, List<CorrelationCurve> perWindow) {}

    /** Offsets at which any window can meet the log: {first, last}, ns. */
    public double[] wholeRangeNs() {
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (VisualRates w : windows) {
            first = Math.min(first, w.firstNs());
            last = Math.max(last, w.firstNs() + (w.size() - 1) * w.stepNs());
        }
        return new double[] {first - log.endNs(), last - log.startNs()};
    }

    /** Scores over a range of offsets. */
    public Curves scan(double fromOffsetNs, double toOffsetNs) {
        int n = (int) Math.max(1, Math.min(1 << 28, Math.floor((toOffsetNs - fromOffsetNs) / stepNs) + 1));
        int count = windows.size();
        float[] joint = new float[n];
        float[] jointEvidence = new float[n];
        float[][] single = new float[count][n];
        float[][] singleEvidence = new float[count][n];
        int capacity = Math.min(CHUNK, n);
        List<LagStatistics> statistics = new ArrayList<>();
        for (VisualRates w : windows) {
            statistics.add(new LagStatistics(w, log, phases, capacity, Kernels.active()));
        }
        double lastOffset = fromOffsetNs + (n - 1) * stepNs;
        double[] c = new double[12];
        double[] sum = new double[12];
        for (int done = 0; done < n; done += capacity) {
            int lags = Math.min(capacity, n - done);
            for (int w = 0; w < count; w++) {
                // Log time runs against the offset, so lag 0 is the largest offset.
                statistics.get(w).fill(windows.get(w).firstNs() - lastOffset + done * stepNs, lags);
            }
            for (int lag = 0; lag < lags; lag++) {
                int at = n - 1 - (done + lag);
                java.util.Arrays.fill(sum, 0);
                for (int w = 0; w < count; w++) {
                    java.util.Arrays.fill(c, 0);
                    statistics.get(w).addCentred(lag, c);
                    double cover = c[11] / Math.max(1e-9, windows.get(w).weightSum());
                    single[w][at] = cover < LEAST_WINDOW_COVER ? Float.NaN : (float) score(c);
                    singleEvidence[w][at] = evidence(single[w][at], c[11]);
                    if (cover >= LEAST_WINDOW_COVER) {
                        for (int k = 0; k < 12; k++) {
                            sum[k] += c[k];
                        }
                    }
                }
                joint[at] = sum[11] < LEAST_COVER * totalWeight ? Float.NaN : (float) score(sum);
                jointEvidence[at] = evidence(joint[at], sum[11]);
            }
        }
        List<CorrelationCurve> perWindow = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            perWindow.add(new CorrelationCurve(fromOffsetNs, stepNs, single[w], singleEvidence[w]));
        }
        return new Curves(new CorrelationCurve(fromOffsetNs, stepNs, joint, jointEvidence), perWindow);
    }

    /**
     * Centred sums over all windows at one offset that drifts over the clip: cross-covariance in [0..8], energies of
     * picture and log in [9], [10], weight in [11].
     */
    public double[] sumsAt(double offsetNs, double atVideoNs, double drift) {
        double[] sum = new double[12];
        for (VisualRates w : windows) {
            double own = offsetNs + drift * (w.middleNs() - atVideoNs);
            LagStatistics s = new LagStatistics(w, log, phases, 1, Kernels.active());
            s.fill(w.firstNs() - own, 1);
            if (s.weight[0] >= LEAST_WINDOW_COVER * w.weightSum()) {
                s.addCentred(0, sum);
            }
        }
        return sum;
    }

    /** Normalised correlation of centred sums, in [−1, 1]. */
    public double score(double[] c) {
        double norm = Math.sqrt(c[9] * c[10]);
        if (!(norm > 0)) {
            return 0;
        }
        double along = turn == null ? Alignment.best(c) : Alignment.along(c, turn);
        return Math.clamp(along / norm, -1, 1);
    }

    /** Evidence of a score from so much weight: see {@link CorrelationCurve}. */
    public static float evidence(double score, double weight) {
        if (!(score > 0)) {
            return 0;
        }
        return (float) (-0.5 * weight * Math.log(Math.max(1e-9, 1 - score * score)));
    }
}
