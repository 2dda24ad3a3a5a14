package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.sync.correlate.CentredSums;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.SeenAxes;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.refine.ModelState;
import dev.syncline.engine.sync.refine.Refinement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stages hand to the verdict, made by hand so that a test can put each figure beside its limit. */
final class Findings {
    static final double FRAME_NS = 10e6;

    private Findings() {}

    /** Log axes turned by so much from the nearest square mounting: about z, beyond 45° about a diagonal. */
    static Matrix3 turn(double tiltRad) {
        double each = tiltRad / Math.sqrt(3);
        return tiltRad > Math.PI / 4
                ? Matrix3.ofRotationVector(each, each, each)
                : Matrix3.ofRotationVector(0, 0, tiltRad);
    }

    /** A peak of 8 in evidence over its rival, on a null of scale 1. */
    record Peak(double score, double chance, double margin, double nullScale, boolean turnGiven, double tiltRad) {
        static final Peak PLAIN = new Peak(0.95, 1e-12, 8, 1, true, 0);

        Peak score(double value) {
            return new Peak(value, chance, margin, nullScale, turnGiven, tiltRad);
        }

        Peak chance(double value) {
            return new Peak(score, value, margin, nullScale, turnGiven, tiltRad);
        }

        Peak margin(double value, double scale) {
            return new Peak(score, chance, value, scale, turnGiven, tiltRad);
        }

        Peak turnFound(double tilt) {
            return new Peak(score, chance, margin, nullScale, false, tilt);
        }

        CoarseOffset offset() {
            return offset(0.5);
        }

        /** With a rival of some score. */
        CoarseOffset offset(double rival) {
            CentredSums sums = new CentredSums(turn(tiltRad), 3, 3, 100);
            double evidence = 50;
            return new CoarseOffset(
                    -1e9,
                    0,
                    0,
                    turn(tiltRad),
                    turnGiven,
                    sums,
                    score,
                    rival,
                    evidence,
                    evidence - margin,
                    chance,
                    nullScale,
                    1,
                    List.of());
        }
    }

    /** A window whose rate about one axis goes to and fro by so much about its mean, rad/s. */
    static TrackedWindow window(double fromS, double changeRadS) {
        return window(fromS, changeRadS, 0.2);
    }

    static TrackedWindow window(double fromS, double changeRadS, double meanRadS) {
        int n = 100;
        float[][] rates = new float[3][n];
        float[] weight = new float[n];
        for (int i = 0; i < n; i++) {
            rates[1][i] = (float) (meanRadS + (i % 2 == 0 ? changeRadS : -changeRadS));
            weight[i] = 1;
        }
        long fromNs = Math.round(fromS * 1e9);
        VisualRates seen = new VisualRates(fromNs, FRAME_NS, rates, weight);
        return new TrackedWindow(fromNs, fromNs + 1_000_000_000L, List.of(), List.of(), List.of(), seen);
    }

    /** A window in which nothing could be followed. */
    static TrackedWindow blind(double fromS) {
        long fromNs = Math.round(fromS * 1e9);
        return new TrackedWindow(fromNs, fromNs + 1_000_000_000L, List.of(), List.of(), List.of(), null);
    }

    /** What the refinement says of a window. */
    static Refinement.Window refined(double middleS, double offsetMs, double sigmaMs, double inlierShare) {
        return new Refinement.Window(
                Math.round(middleS * 1e9),
                offsetMs * 1e6,
                sigmaMs * 1e6,
                sigmaMs * 1e6,
                1,
                inlierShare,
                0,
                new double[0]);
    }

    static Refinement refinement(double[] biasRadS, List<Refinement.Window> windows) {
        return refinement(biasRadS, windows, 0.006, 0);
    }

    static Refinement refinement(
            double[] biasRadS, List<Refinement.Window> windows, double readoutS, double readoutSigmaS) {
        ModelState state = ModelState.of(turn(0), readoutS, biasRadS);
        return new Refinement(windows, state, new double[3], readoutSigmaS, 0.01, false, 0, 3);
    }

    static Refined refined(List<TrackedWindow> used, Refinement refinement, double score, @Nullable Refinement halves) {
        return refined(used, refinement, score, halves, List.of());
    }

    static Refined refined(
            List<TrackedWindow> used,
            Refinement refinement,
            double score,
            @Nullable Refinement halves,
            List<TrackedWindow> leftOut) {
        double[] scores = new double[used.size()];
        java.util.Arrays.fill(scores, score);
        return new Refined(
                used,
                refinement,
                scores,
                halves,
                leftOut,
                new StatedReadout(List.of(), false),
                ReadoutDirection.TOP_TO_BOTTOM,
                new LensSize(0, 0.01, false),
                new SeenAxes(new double[] {1, 1, 1}));
    }
}
