package dev.syncline.engine.sync.refine;

import static dev.syncline.engine.sync.refine.WindowResiduals.LAG;
import static dev.syncline.engine.sync.refine.WindowResiduals.PARAMETERS;
import static dev.syncline.engine.sync.refine.WindowResiduals.READOUT;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Standard errors that do not take the points of one picture for independent. Each pair of frames is a cluster; pairs
 * up to a few frames apart may share errors too (a point drifts, a scene moves), weighed down with distance as Newey
 * and West (1987) do.
 */
final class ErrorBar {
    private static final int REACH = 6;

    /** Student's distribution has no standard deviation at two degrees of freedom. */
    private static final double LEAST_FREEDOM = 3;

    private ErrorBar() {}

    /**
     * Standard error of a window's offset, s: what the pairs have in common, what is known beforehand only so well, and
     * what few pairs cannot tell of their own scatter.
     */
    static double ofOffset(List<WindowSolution> windows, DMatrixRMaj inverse, SharedPriors priors, int window) {
        return of(windows, inverse, priors, window) * fewPairs(windows.get(window).equations.pairInformation);
    }

    /** Standard error of one of the unknowns, in its own unit, with that of what is known beforehand. */
    static double of(List<WindowSolution> windows, DMatrixRMaj inverse, SharedPriors priors, int unknown) {
        int count = windows.size();
        List<WindowEquations> equations = windows.stream().map(w -> w.equations).toList();
        double points = clustered(equations, inverse, unknown);
        double variance = points * points;
        for (int p = 0; p < PARAMETERS; p++) {
            double known = SharedPriors.isShared(p) ? priors.known(p) : 0;
            if (known > 0) {
                double share = inverse.get(unknown, JointEquations.column(count, p, 0)) * priors.excess(p) / known;
                variance += share * share;
            }
        }
        for (int w = 0; w < count; w++) {
            double known = windows.get(w).seen.lagSigma;
            if (known > 0) {
                double share = inverse.get(unknown, JointEquations.column(count, LAG, w)) / known;
                variance += share * share;
            }
        }
        int readout = JointEquations.column(count, READOUT, 0);
        if (inverse.get(readout, readout) > 0) {
            double share = priors.readoutDoubtS() * inverse.get(unknown, readout) / inverse.get(readout, readout);
            variance += share * share;
        }
        return Math.sqrt(variance);
    }

    /**
     * By how much an error bar grows that few clusters tell of. As many pairs as tell alike are worth n of them (the
     * squared sum of their information over the sum of its squares); one is spent on the offset, and the scatter that is
     * left has Student's distribution with n − 1 degrees of freedom.
     */
    static double fewPairs(double[] information) {
        double sum = 0;
        double squares = 0;
        for (double x : information) {
            sum += x;
            squares += x * x;
        }
        double n = squares > 0 ? sum * sum / squares : 1;
        double freedom = Math.max(LEAST_FREEDOM, n - 1);
        return Math.sqrt((freedom + 1) / (freedom - 2));
    }

    /** Standard error of one of the unknowns, in its own unit, as the scatter of the pairs tells it. */
    static double clustered(List<WindowEquations> equations, DMatrixRMaj inverse, int unknown) {
        int count = equations.size();
        double variance = 0;
        for (int w = 0; w < count; w++) {
            double[][] gradient = equations.get(w).pairGradient;
            double[] influence = new double[gradient.length];
            for (int k = 0; k < gradient.length; k++) {
                for (int i = 0; i < PARAMETERS; i++) {
                    int at = JointEquations.column(count, i, w);
                    influence[k] += inverse.get(unknown, at) * gradient[k][i];
                }
            }
            double independent = 0;
            double banded = 0;
            for (int k = 0; k < influence.length; k++) {
                independent += influence[k] * influence[k];
                for (int d = 1; d <= REACH && k + d < influence.length; d++) {
                    banded += 2 * (1 - d / (REACH + 1.0)) * influence[k] * influence[k + d];
                }
            }
            variance += Math.max(independent, independent + banded);
        }
        return Math.sqrt(variance);
    }
}
