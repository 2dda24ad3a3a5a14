package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.base.kernel.LagKernels;
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

    private final double @Nullable [] turn;
    private final double fromOffsetNs;
    private final double stepNs;
    private final int size;
    private final int phases;
    private final int perPhase;
    private final double totalWeight;
    private final LagKernels kernels;
    private final LagStatistics[] statistics;
    private final double[][] sums; // double[12][perPhase]
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
            @Nullable Matrix3 turn,
            int phases,
            int perPhase,
            double fromOffsetNs,
            int size,
            boolean eachWindow,
            Kernels lane) {

        this.turn = turn == null ? null : turn.rowMajor();
        this.kernels = LagKernels.of(lane);
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
            statistics[w] = new LagStatistics(windows.get(w), log, phases, perPhase, lane);
        }
        this.totalWeight = weight;
        this.sums = new double[12][perPhase];
        this.scores = new double[perPhase];
        this.narrow = new float[perPhase];
        this.narrowEvidence = new float[perPhase];
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
        boolean unknown = true;
        for (LagStatistics s : statistics) {
            s.seek(s.window().firstNs() - lastOffsetNs);
            unknown &= s.isUnknown();
        }
        // A log with a pause of days is nothing but pause at most offsets.
        for (int w = 0; w < windowScore.length; w++) {
            if (statistics[w].isUnknown()) {
                leaveOut(windowScore[w], windowEvidence[w]);
            }
        }
        if (unknown) {
            leaveOut(score, evidence);
            return;
        }
        for (int p = 0; p < phases; p++) {
            compute(p, windowScore.length > 0);
        }
        if (alone() && windowScore.length > 0) {
            System.arraycopy(windowScore[0], 0, score, 0, blockSize());
            System.arraycopy(windowEvidence[0], 0, evidence, 0, blockSize());
        }
    }

    private static void leaveOut(float[] score, float[] evidence) {
        Arrays.fill(score, Float.NaN);
        Arrays.fill(evidence, 0);
    }

    private boolean alone() {
        return statistics.length == 1;
    }

    private void compute(int phase, boolean eachWindow) {
        for (double[] sum : sums) {
            Arrays.fill(sum, 0);
        }
        for (int w = 0; w < statistics.length; w++) {
            LagStatistics s = statistics[w];
            if (s.isUnknown()) {
                continue;
            }
            s.compute(phase);
            double least = LEAST_WINDOW_COVER * Math.max(1e-9, s.window().weightSum());
            if (eachWindow) {
                finish(s.centred, least, phase, windowScore[w], windowEvidence[w]);
            } else if (alone()) {
                finish(s.centred, least, phase, score, evidence);
            }
            if (!alone()) {
                addCovered(s.centred, least);
            }
        }
        if (!alone()) {
            finish(sums, LEAST_COVER * totalWeight, phase, score, evidence);
        }
    }

    private void addCovered(double[][] centred, double least) {
        double[] weight = centred[11];
        for (int i = 0; i < perPhase; i++) {
            scores[i] = weight[i] < least ? 0 : 1;
        }
        for (int k = 0; k < 12; k++) {
            double[] sum = sums[k];
            double[] own = centred[k];
            for (int i = 0; i < perPhase; i++) {
                sum[i] += scores[i] * own[i];
            }
        }
    }

    /** From centred sums to scores and evidence, put where their offsets belong. */
    private void finish(double[][] centred, double least, int phase, float[] toScore, float[] toEvidence) {
        if (turn == null) {
            kernels.alignedScores(centred, perPhase, scores);
        } else {
            kernels.turnedScores(centred, turn, perPhase, scores);
        }
        double[] weight = centred[11];
        for (int i = 0; i < perPhase; i++) {
            narrow[i] = weight[i] < least ? Float.NaN : (float) scores[i];
        }
        kernels.evidence(narrow, weight, perPhase, narrowEvidence);
        int at = blockSize() - 1 - phase;
        for (int j = 0; j < perPhase; j++, at -= phases) {
            toScore[at] = narrow[j];
            toEvidence[at] = narrowEvidence[j];
        }
    }
}
