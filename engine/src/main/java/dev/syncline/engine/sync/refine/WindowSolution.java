package dev.syncline.engine.sync.refine;

import dev.syncline.engine.motion.GyroTrack;

/** One window on its way to its offset: what belongs to it alone. */
final class WindowSolution {
    final WindowObservations seen;
    final WindowWeights weights;
    final SceneParallax parallax;
    final WindowEquations equations;
    double offsetNs; // video minus log
    double lag; // share of its reach back by which a predicted frame is late
    private final WindowResiduals residuals;

    WindowSolution(WindowObservations seen, GyroTrack log, double offsetNs, boolean readoutHeld) {
        this.seen = seen;
        this.offsetNs = offsetNs;
        residuals = new WindowResiduals(seen, log, readoutHeld);
        parallax = new SceneParallax(residuals);
        weights = new WindowWeights(residuals, parallax);
        equations = new WindowEquations(residuals, weights, parallax);
    }

    /** Residuals and slopes where the parameters stand now. */
    void evaluate(ModelState state) {
        residuals.evaluate(offsetNs, lag, state);
    }

    /** Residuals after a short step, by the slopes: change of each parameter, double[PARAMETERS]. */
    void shift(double[] moved) {
        residuals.shift(moved);
    }

    /** Weights, and parallax where it is looked for, on the present residuals. */
    void reweight(boolean withParallax) {
        weights.update();
        if (withParallax) {
            parallax.update(weights);
            weights.update();
        }
    }
}
