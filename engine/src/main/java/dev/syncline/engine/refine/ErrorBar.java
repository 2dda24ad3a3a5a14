package dev.syncline.engine.refine;

import static dev.syncline.engine.refine.WindowResiduals.PARAMETERS;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Standard errors that do not take the points of one picture for independent. Each pair of frames is a cluster; pairs
 * up to a few frames apart may share errors too (a point drifts, a scene moves), weighed down with distance as Newey
 * and West (1987) do.
 */
final class ErrorBar {
    private static final int REACH = 6;

    private ErrorBar() {}

    /** Standard error of one of the unknowns, in its own unit. */
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
