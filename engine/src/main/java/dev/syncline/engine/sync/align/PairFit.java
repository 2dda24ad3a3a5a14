package dev.syncline.engine.sync.align;

import static dev.syncline.engine.sync.align.PairModel.DRIFT;
import static dev.syncline.engine.sync.align.PairModel.OFFSET;
import static dev.syncline.engine.sync.align.PairModel.PARAMETERS;
import static dev.syncline.engine.sync.align.PairModel.TURN;

import dev.syncline.engine.motion.BoxAveragedRates;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * Offset, rates of the clocks, turn, biases and scale estimated together by Gauss–Newton on both logs, over all of their
 * overlap. Residuals are whitened as they come out, which weighs each frequency by how well the sensors agree there.
 */
final class PairFit {
    /** Samples of one stretch, at most: what is worked on at a time. */
    private static final int STRETCH = 4096;

    /** Samples in all, at most, about: of longer logs stretches are left out evenly. */
    private static final int SAMPLES = 300_000;

    private static final int ROUNDS = 12;

    /** The noise is looked at anew in so many rounds; then it stands, so that the rounds settle. */
    private static final int NOISE_ROUNDS = 5;

    /** Neither clock is unknown by more, no unit; keeps the equations solvable. */
    private static final double DRIFT_PRIOR = 1e-3;

    private final BoxAveragedRates a;
    private final BoxAveragedRates b;
    private final double stepNs;
    private final double[] cutsNs;
    private final int every;

    private PairModel model;
    private List<PairEquations> parts = List.of();
    private SlopeNoise slopes = SlopeNoise.NONE;
    private DMatrixRMaj covariance = new DMatrixRMaj(PARAMETERS, PARAMETERS);

    /**
     * @param cutsNs where the parts of the overlap begin and end, ns on the first log's clock
     * @param stepNs grid that both logs are compared on
     */
    PairFit(LogPair pair, PairModel start, double[] cutsNs, double stepNs) {
        this.a = BoxAveragedRates.of(pair.a());
        this.b = BoxAveragedRates.of(pair.b());
        this.model = start;
        this.cutsNs = cutsNs.clone();
        this.stepNs = stepNs;
        double samples = 0;
        for (int p = 0; p + 1 < cutsNs.length; p++) {
            long count = count(p, stepNs);
            for (long at = 0; at < count; at += STRETCH) {
                samples += isUnknown(p, stepNs, at, count) ? 0 : Math.min(STRETCH, count - at);
            }
        }
        this.every = (int) Math.max(1, Math.round(samples / SAMPLES));
    }

    private long count(int part, double gridNs) {
        return (long) Math.floor((cutsNs[part + 1] - cutsNs[part]) / gridNs);
    }

    /** Whether a stretch lies in a pause of the first log: one of days would leave no room for what tells. */
    private boolean isUnknown(int part, double gridNs, long at, long count) {
        double from = cutsNs[part] + at * gridNs;
        return a.isUnknown(from, from + Math.min(STRETCH, count - at) * gridNs);
    }

    /** Fits. @return false where the equations have no solution */
    boolean run(boolean whitening) {
        ResidualNoise noise = ResidualNoise.unknown();
        for (int round = 0; round < ROUNDS; round++) {
            boolean listening = round < NOISE_ROUNDS;
            ResidualNoise.Collector heard = listening ? new ResidualNoise.Collector() : null;
            equations(noise, heard);
            double[] step = solve();
            if (step == null) {
                return false;
            }
            model = model.plus(step);
            if (heard != null) {
                noise = heard.noise(whitening);
            }
            double sigma = Math.sqrt(covariance.get(OFFSET, OFFSET));
            if (!listening && Math.abs(step[OFFSET]) < 1e-3 * sigma + 1e-11) {
                break;
            }
        }
        equations(noise, null);
        return solve() != null;
    }

    private void equations(ResidualNoise noise, ResidualNoise.@Nullable Collector heard) {
        List<PairEquations> all = new ArrayList<>();
        for (int p = 0; p + 1 < cutsNs.length; p++) {
            PairEquations own = new PairEquations();
            forEachStretch(p, stepNs, stretch -> {
                own.add(stretch, noise);
                if (heard != null) {
                    heard.add(stretch);
                }
            });
            own.close();
            all.add(own);
        }
        parts = all;
    }

    private interface Sink {
        void accept(PairStretch stretch);
    }

    private void forEachStretch(int part, double gridNs, Sink sink) {
        long count = count(part, gridNs);
        // Stretches are left out of the whole by their place in it, so that short parts lose none or all alike.
        int n = 0;
        for (long at = 0; at < count; at += STRETCH) {
            if (!isUnknown(part, gridNs, at, count) && n++ % every == 0) {
                int length = (int) Math.min(STRETCH, count - at);
                sink.accept(new PairStretch(a, b, model, cutsNs[part] + (at + 0.5) * gridNs, gridNs, length));
            }
        }
    }

    private double @Nullable [] solve() {
        DMatrixRMaj normal = new DMatrixRMaj(PARAMETERS, PARAMETERS);
        DMatrixRMaj right = new DMatrixRMaj(PARAMETERS, 1);
        for (PairEquations part : parts) {
            for (int p = 0; p < PARAMETERS; p++) {
                right.add(p, 0, part.right[p]);
                for (int q = 0; q < PARAMETERS; q++) {
                    normal.add(p, q, part.normal[PARAMETERS * p + q]);
                }
            }
        }
        slopes = SlopeNoise.of(parts);
        double told = slopes.told();
        normal.set(OFFSET, OFFSET, normal.get(OFFSET, OFFSET) * told);
        normal.set(OFFSET, DRIFT, normal.get(OFFSET, DRIFT) * told);
        normal.set(DRIFT, OFFSET, normal.get(DRIFT, OFFSET) * told);
        normal.set(DRIFT, DRIFT, normal.get(DRIFT, DRIFT) * told);
        // What the motion does not show (the turn about its one axis) must not make the whole singular.
        normal.add(OFFSET, OFFSET, 1e-4);
        normal.add(DRIFT, DRIFT, 1 / (DRIFT_PRIOR * DRIFT_PRIOR));
        for (int p = TURN; p < PARAMETERS; p++) {
            normal.add(p, p, 0.1);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(PARAMETERS);
        DMatrixRMaj step = new DMatrixRMaj(PARAMETERS, 1);
        if (!solver.setA(normal)) {
            return null;
        }
        solver.solve(right, step);
        solver.invert(covariance);
        double[] out = step.getData().clone();
        for (double v : out) {
            if (!Double.isFinite(v)) {
                return null;
            }
        }
        return out;
    }

    PairModel model() {
        return model;
    }

    /** How much of the slopes is noise. */
    SlopeNoise slopes() {
        return slopes;
    }

    /** Covariance of the parameters by the curvature alone. */
    DMatrixRMaj curvature() {
        return covariance.copy();
    }

    /** What the parts say, by themselves and of the error bars. */
    PairScatter scatter() {
        return new PairScatter(parts, covariance, slopes);
    }

    /**
     * How well the parts agree with the model, each by itself.
     *
     * @param gridNs step that the rates are compared at
     * @return correlation in [−1, 1] of each part; NaN where nothing is known
     */
    double[] scores(double gridNs) {
        double[] scores = new double[cutsNs.length - 1];
        for (int p = 0; p < scores.length; p++) {
            RateAgreement agreement = new RateAgreement();
            forEachStretch(p, gridNs, agreement::add);
            scores[p] = agreement.score();
        }
        return scores;
    }
}
