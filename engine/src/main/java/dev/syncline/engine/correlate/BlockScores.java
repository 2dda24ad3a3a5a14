package dev.syncline.engine.correlate;

import dev.syncline.engine.kernel.Kernels;
import dev.syncline.engine.kernel.LagKernels;
import dev.syncline.engine.motion.BoxAveragedRates;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores and evidence over one block of a scan's offsets at a time, for all windows together and for each. The numbers of
 * an offset depend on its block's place only, so that a block that was forgotten can be had again, bit for bit.
 */
final class BlockScores {
    /** A lag counts when at least this share of the windows' weight meets known log. */
    private static final double LEAST_COVER = 0.25;

    /** A single window counts when at least this share of it meets known log. */
    static final double LEAST_WINDOW_COVER = 0.6;

    /** Lags of one phase worked on at a time: the working set stays in the second-level cache. */
    private static final int LEAST_PER_PHASE = 256;

    private static final int LEAST_LAGS = 2048;

    private final List<VisualRates> windows;
    private final double @Nullable [] turn;
    private final double fromOffsetNs;
    private final double stepNs;
    private final int size;
    private final int phases;
    private final int perPhase;
    private final double totalWeight;
    private final LagKernels kernels = LagKernels.active();
    private final LagStatistics[] statistics;
    private final double[][] sums; // double[12][lags]
    private final double[] scores;
    private final float[] narrow;
    private final float[] narrowEvidence;

    /** All windows together: the block's scores, by rising offset. */
    final float[] score;

    /** All windows together: the block's evidence. */
    final float[] evidence;

    /** Each window alone: float[windows][block]; made only where asked for. */
    final float[][] windowScore;

    final float[][] windowEvidence;

    BlockScores(
            List<VisualRates> windows,
            BoxAveragedRates log,
            double @Nullable [] turn,
            int phases,
            int perPhase,
            double fromOffsetNs,
            int size,
            boolean eachWindow) {
        this.windows = windows;
        this.turn = turn;
        this.phases = phases;
        this.fromOffsetNs = fromOffsetNs;
        this.size = size;
        this.stepNs = windows.getFirst().stepNs() / phases;
        this.perPhase = perPhase;
        int lags = phases * perPhase;
        double weight = 0;
        this.statistics = new LagStatistics[windows.size()];
        for (int w = 0; w < statistics.length; w++) {
            weight += windows.get(w).weightSum();
            statistics[w] = new LagStatistics(windows.get(w), log, phases, perPhase, Kernels.active());
        }
        this.totalWeight = weight;
        this.sums = new double[12][statistics.length == 1 ? 0 : lags];
        this.scores = new double[lags];
        this.narrow = new float[lags];
        this.narrowEvidence = new float[lags];
        this.score = new float[lags];
        this.evidence = new float[lags];
        int kept = eachWindow ? statistics.length : 0;
        this.windowScore = new float[kept][lags];
        this.windowEvidence = new float[kept][lags];
    }

    /** Lags of one phase in a block: whole vectors; more where windows are long, or blocks would be mostly overlap. */
    static int perPhase(int phases, int longest) {
        int wanted = Math.max(Math.max(LEAST_PER_PHASE, LEAST_LAGS / phases), 4 * longest);
        return (wanted + 63) / 64 * 64;
    }

    /** Offsets in a block; the last one may have fewer. */
    int blockSize() {
        return phases * perPhase;
    }

    /** Number of blocks. */
    int blocks() {
        return (int) (((long) size + blockSize() - 1) / blockSize());
    }

    /** Offsets in one block. */
    int length(int block) {
        return (int) Math.min(blockSize(), size - (long) block * blockSize());
    }

    /** Computes a block: offsets from entry {@code block·blockSize} on. */
    void compute(int block) {
        // Log time runs against the offset, so the first lag is the block's last offset.
        long last = (long) (block + 1) * blockSize() - 1;
        double lastOffsetNs = fromOffsetNs + last * stepNs;
        int lags = blockSize();
        boolean alone = statistics.length == 1;
        for (double[] sum : sums) {
            Arrays.fill(sum, 0);
        }
        for (int w = 0; w < statistics.length; w++) {
            LagStatistics s = statistics[w];
            s.fill(s.window().firstNs() - lastOffsetNs);
            double least = LEAST_WINDOW_COVER * Math.max(1e-9, s.window().weightSum());
            if (windowScore.length > 0) {
                finish(s.centred, least, windowScore[w], windowEvidence[w]);
            }
            if (!alone) {
                addCovered(s.centred, least, lags);
            }
        }
        if (!alone) {
            finish(sums, LEAST_COVER * totalWeight, score, evidence);
        } else if (windowScore.length > 0) {
            System.arraycopy(windowScore[0], 0, score, 0, lags);
            System.arraycopy(windowEvidence[0], 0, evidence, 0, lags);
        } else {
            double least =
                    LEAST_WINDOW_COVER * Math.max(1e-9, windows.getFirst().weightSum());
            finish(statistics[0].centred, least, score, evidence);
        }
    }

    private void addCovered(double[][] centred, double least, int lags) {
        double[] weight = centred[11];
        for (int i = 0; i < lags; i++) {
            scores[i] = weight[i] < least ? 0 : 1;
        }
        for (int k = 0; k < 12; k++) {
            double[] sum = sums[k];
            double[] own = centred[k];
            for (int i = 0; i < lags; i++) {
                sum[i] += scores[i] * own[i];
            }
        }
    }

    /** From centred sums to scores and evidence, sorted by offset. */
    private void finish(double[][] centred, double least, float[] toScore, float[] toEvidence) {
        int lags = blockSize();
        if (turn == null) {
            kernels.alignedScores(centred, lags, scores);
        } else {
            kernels.turnedScores(centred, turn, lags, scores);
        }
        double[] weight = centred[11];
        for (int i = 0; i < lags; i++) {
            narrow[i] = weight[i] < least ? Float.NaN : (float) scores[i];
        }
        kernels.evidence(narrow, weight, lags, narrowEvidence);
        for (int p = 0; p < phases; p++) {
            int at = lags - 1 - p;
            for (int j = p * perPhase, end = j + perPhase; j < end; j++, at -= phases) {
                toScore[at] = narrow[j];
                toEvidence[at] = narrowEvidence[j];
            }
        }
    }
}
