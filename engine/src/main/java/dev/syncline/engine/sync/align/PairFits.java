package dev.syncline.engine.sync.align;

import static dev.syncline.engine.sync.align.PairModel.DRIFT;
import static dev.syncline.engine.sync.align.PairModel.OFFSET;
import static dev.syncline.engine.sync.align.PairModel.PARAMETERS;
import static dev.syncline.engine.sync.align.PairModel.SCALE;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The same logs fitted in several ways: on a coarse grid and on a fine one, with each frequency weighed by its noise and
 * without. Were both sensors alike, all would agree; filters delay frequencies differently, and what the fits differ by
 * says how much of that is in the answer.
 */
final class PairFits {
    /** Where noise makes up more of the slopes than this leaves, a longer step tells more. */
    private static final double LEAST_TOLD = 0.5;

    /** Steps are made longer up to so many times. */
    private static final int MOST_LONGER = 8;

    private final PairFit best;
    private final List<PairModel> others;

    private PairFits(PairFit best, List<PairModel> others) {
        this.best = best;
        this.others = others;
    }

    /** Fits from coarse to fine; null where one of them has no solution. */
    static @Nullable PairFits of(LogPair pair, PairModel start, double[] cutsNs) {
        List<PairModel> others = new ArrayList<>();
        PairFit weighed = null;
        double stepNs = 0;
        // Longer boxes hold less noise: in noisy logs they tell more, though they see less of quick motion.
        for (double longer = 1; longer <= MOST_LONGER && !tells(weighed); longer *= 2) {
            stepNs = pair.outOfStep(longer * pair.searchStepNs());
            PairFit coarse = new PairFit(pair, start, cutsNs, stepNs);
            if (!coarse.run(false)) {
                return null;
            }
            others.clear();
            others.add(coarse.model());
            weighed = new PairFit(pair, coarse.model(), cutsNs, stepNs);
            if (!weighed.run(true)) {
                return null;
            }
        }
        if (weighed == null) {
            return null;
        }
        PairFit slow = new PairFit(pair, weighed.model(), cutsNs, 2 * stepNs);
        if (slow.run(true)) {
            others.add(slow.model());
        }
        double fineStepNs = pair.outOfStep(pair.fitStepNs());
        if (fineStepNs >= stepNs || stepNs > pair.outOfStep(pair.searchStepNs())) {
            return new PairFits(weighed, others);
        }
        PairFit fine = new PairFit(pair, weighed.model(), cutsNs, fineStepNs);
        if (!fine.run(true)) {
            return null;
        }
        if (!tells(fine)) {
            return new PairFits(weighed, others);
        }
        others.add(weighed.model());
        return new PairFits(fine, others);
    }

    private static boolean tells(@Nullable PairFit fit) {
        return fit != null && fit.slopes().told() >= LEAST_TOLD;
    }

    /** The fit that is reported. */
    PairFit best() {
        return best;
    }

    /**
     * The first log's time at which the offset is known best, whatever the drift, ns: where the parts that tell of it have
     * their middle.
     */
    double knownNs() {
        DMatrixRMaj curvature = best.curvature();
        return best.model().line().atNs() - curvature.get(OFFSET, DRIFT) / curvature.get(DRIFT, DRIFT) * 1e9;
    }

    /** Covariance of the parameters, the offset taken at {@link #knownNs()}, with what the fits differ by. */
    DMatrixRMaj covariance() {
        DMatrixRMaj covariance = best.scatter().covariance();
        PairModel model = best.model();
        double known = knownNs();
        double away = (known - model.line().atNs()) * 1e-9;
        for (int k = 0; k < PARAMETERS; k++) {
            covariance.add(OFFSET, k, away * covariance.get(DRIFT, k));
        }
        for (int k = 0; k < PARAMETERS; k++) {
            covariance.add(k, OFFSET, away * covariance.get(k, DRIFT));
        }
        double apartS = 0;
        double apartDrift = 0;
        double apartScale = 0;
        for (PairModel other : others) {
            double apart = other.line().offsetNsAt(known) - model.line().offsetNsAt(known);
            apartS = Math.max(apartS, Math.abs(apart) * 1e-9);
            apartDrift = Math.max(
                    apartDrift, Math.abs(other.line().drift() - model.line().drift()));
            apartScale = Math.max(apartScale, Math.abs(Math.log(other.scale() / model.scale())));
        }
        covariance.add(OFFSET, OFFSET, apartS * apartS / 4);
        covariance.add(DRIFT, DRIFT, apartDrift * apartDrift);
        covariance.add(SCALE, SCALE, apartScale * apartScale);
        return covariance;
    }
}
