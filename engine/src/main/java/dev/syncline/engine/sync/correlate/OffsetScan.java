package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.base.kernel.ScalarLagKernels;
import dev.syncline.engine.motion.BoxAveragedRates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Slides windows along a log. Every window shares one offset; the turn between camera and log is either given or, where
 * it is null, the best proper one at each offset, shared by all windows.
 */
public final class OffsetScan {
    /** A longer range is cut short: nobody waits for more, and an int counts the offsets. */
    private static final int MOST_OFFSETS = 1 << 28;

    private final List<VisualRates> windows;
    private final BoxAveragedRates log;
    private final @Nullable Matrix3 turn;
    private final int phases;
    private final double stepNs;
    private final int perPhase;

    /**
     * @param windows at least one, all with the same frame interval
     * @param turn log axes to camera; null to find it
     * @param longestStepNs the grid of offsets is at least this fine
     */
    public OffsetScan(List<VisualRates> windows, BoxAveragedRates log, @Nullable Matrix3 turn, double longestStepNs) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("no windows to slide");
        }
        this.windows = List.copyOf(windows);
        this.log = log;
        this.turn = turn;
        double interval = windows.getFirst().stepNs();
        this.phases = phases(interval, longestStepNs);
        this.stepNs = interval / phases;
        this.perPhase = BlockScores.perPhase(
                phases, windows.stream().mapToInt(VisualRates::size).max().orElseThrow());
    }

    private static int phases(double intervalNs, double longestStepNs) {
        return Math.max(1, (int) Math.ceil(intervalNs / longestStepNs));
    }

    /** The longest range of offsets that is scanned whole with windows of this interval, ns. */
    static double longestRangeNs(double intervalNs, double longestStepNs) {
        return (MOST_OFFSETS - 1) * (intervalNs / phases(intervalNs, longestStepNs));
    }

    /** What a scan saw: one curve over all windows together, and one for each. */
    public record Curves(CorrelationCurve joint, List<CorrelationCurve> perWindow) {}

    /** Offsets at which any window can meet the log. */
    public OffsetRange wholeRange() {
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (VisualRates w : windows) {
            first = Math.min(first, w.firstNs());
            last = Math.max(last, w.firstNs() + (w.size() - 1) * w.stepNs());
        }
        return new OffsetRange(first - log.endNs(), last - log.startNs());
    }

    /** Scores over a range of offsets, all of them kept: for short ranges. */
    public Curves scan(double fromOffsetNs, double toOffsetNs) {
        int n = size(fromOffsetNs, toOffsetNs);
        int count = windows.size();
        BlockScores blocks = blocks(windows, fromOffsetNs, n, true);
        CorrelationCurve joint = empty(fromOffsetNs, n);
        List<CorrelationCurve> perWindow = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            perWindow.add(empty(fromOffsetNs, n));
        }
        for (int b = 0; b < blocks.blocks(); b++) {
            blocks.compute(b);
            int at = b * blocks.blockSize();
            int length = blocks.length(b);
            copy(blocks.score, blocks.evidence, joint, at, length);
            for (int w = 0; w < count; w++) {
                copy(blocks.windowScore[w], blocks.windowEvidence[w], perWindow.get(w), at, length);
            }
        }
        return new Curves(joint, perWindow);
    }

    /** What is kept of a scan of any length: of all windows together, and of each. */
    public record Peaks(CurvePeaks joint, List<CurvePeaks> perWindow) {}

    /** Scores over a range of offsets, of which the high places are kept. */
    public Peaks peaks(double fromOffsetNs, double toOffsetNs) {
        int n = size(fromOffsetNs, toOffsetNs);
        BlockScores blocks = blocks(windows, fromOffsetNs, n, true);
        CurvePeaks joint = keeper(windows, fromOffsetNs, n, blocks.blockSize());
        List<CurvePeaks> perWindow = new ArrayList<>();
        for (VisualRates w : windows) {
            perWindow.add(keeper(List.of(w), fromOffsetNs, n, blocks.blockSize()));
        }
        for (int b = 0; b < blocks.blocks(); b++) {
            blocks.compute(b);
            joint.accept(blocks.score, blocks.evidence, blocks.length(b));
            for (int w = 0; w < windows.size(); w++) {
                perWindow.get(w).accept(blocks.windowScore[w], blocks.windowEvidence[w], blocks.length(b));
            }
        }
        return new Peaks(joint, perWindow);
    }

    /** The tail of the local maxima of all windows together over a range of offsets: see {@link NullTail}. */
    public NullTail tail(double fromOffsetNs, double toOffsetNs) {
        BlockScores blocks = blocks(windows, fromOffsetNs, size(fromOffsetNs, toOffsetNs), false);
        NullTail.Collector maxima = new NullTail.Collector();
        for (int b = 0; b < blocks.blocks(); b++) {
            blocks.compute(b);
            maxima.accept(blocks.evidence, blocks.length(b));
        }
        return maxima.tail();
    }

    private int size(double fromOffsetNs, double toOffsetNs) {
        return (int) Math.max(1, Math.min(MOST_OFFSETS, Math.floor((toOffsetNs - fromOffsetNs) / stepNs) + 1));
    }

    /** One lane for all scans of a range, so that a block that is had again is the same to the bit. */
    private Kernels laneFor(int size) {
        double samples = windows.stream().mapToInt(VisualRates::size).sum();
        return Kernels.forWork(LagStatistics.PRODUCTS * samples * size);
    }

    private BlockScores blocks(List<VisualRates> some, double fromOffsetNs, int size, boolean eachWindow) {
        return new BlockScores(some, log, turn, phases, perPhase, fromOffsetNs, size, eachWindow, laneFor(size));
    }

    private CurvePeaks keeper(List<VisualRates> some, double fromOffsetNs, int size, int blockSize) {
        return new CurvePeaks(fromOffsetNs, stepNs, size, blockSize, (first, last) -> {
            BlockScores again = blocks(some, fromOffsetNs, size, false);
            int entries = (last - first) * blockSize + again.length(last);
            CorrelationCurve curve = empty(fromOffsetNs + (double) first * blockSize * stepNs, entries);
            for (int b = first; b <= last; b++) {
                again.compute(b);
                copy(again.score, again.evidence, curve, (b - first) * blockSize, again.length(b));
            }
            return curve;
        });
    }

    private CorrelationCurve empty(double firstOffsetNs, int size) {
        return new CorrelationCurve(firstOffsetNs, stepNs, new float[size], new float[size]);
    }

    private static void copy(float[] score, float[] evidence, CorrelationCurve to, int at, int length) {
        System.arraycopy(score, 0, to.score(), at, length);
        System.arraycopy(evidence, 0, to.evidence(), at, length);
    }

    /**
     * Centred sums over all windows at one offset that drifts over the clip.
     */
    public CentredSums sumsAt(double offsetNs, double atVideoNs, double drift) {
        double[] sum = new double[12];
        for (VisualRates w : windows) {
            double own = offsetNs + drift * (w.middleNs() - atVideoNs);
            LagStatistics s = new LagStatistics(w, log, 1, 1, Kernels.forWork(LagStatistics.PRODUCTS * w.size()));
            s.seek(w.firstNs() - own);
            s.compute(0);
            if (s.centred[11][0] >= BlockScores.LEAST_WINDOW_COVER * w.weightSum()) {
                for (int k = 0; k < 12; k++) {
                    sum[k] += s.centred[k][0];
                }
            }
        }
        return new CentredSums(Matrix3.of(sum), sum[9], sum[10], sum[11]);
    }

    /** Normalised correlation of centred sums, in [−1, 1]. */
    public double score(CentredSums c) {
        double norm = c.norm();
        if (!(norm > 0)) {
            return 0;
        }
        double along = turn == null ? c.best() : c.along(turn);
        return Math.clamp(along / norm, -1, 1);
    }

    /** Evidence of a score from so much weight: see {@link CorrelationCurve}. */
    public static float evidence(double score, double weight) {
        return ScalarLagKernels.evidence(score, weight);
    }
}
