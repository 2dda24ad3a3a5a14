package dev.syncline.engine.sync.refine;

import static dev.syncline.engine.sync.refine.WindowResiduals.BIAS;
import static dev.syncline.engine.sync.refine.WindowResiduals.FOCAL;
import static dev.syncline.engine.sync.refine.WindowResiduals.LAG;
import static dev.syncline.engine.sync.refine.WindowResiduals.MOUNT;
import static dev.syncline.engine.sync.refine.WindowResiduals.OFFSET;
import static dev.syncline.engine.sync.refine.WindowResiduals.PARAMETERS;
import static dev.syncline.engine.sync.refine.WindowResiduals.READOUT;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** The windows' normal equations put together, with what is known beforehand. */
final class JointEquations {
    /**
     * What exposure and the log's noise do to the size of motion, and so to the focal length, unseen by any pair of
     * frames: measured on the catalogue of rendered clips, where it was rarely more.
     */
    private static final double FOCAL_FLOOR = 0.005;

    private final int count;
    private final DMatrixRMaj normal;
    private final DMatrixRMaj right;
    private final LinearSolverDense<DMatrixRMaj> solver;
    private final DMatrixRMaj step;
    private DMatrixRMaj inverse = new DMatrixRMaj(0, 0);

    /** @param count number of windows */
    JointEquations(int count) {
        this.count = count;
        int n = columns(count);
        normal = new DMatrixRMaj(n, n);
        right = new DMatrixRMaj(n, 1);
        step = new DMatrixRMaj(n, 1);
        solver = LinearSolverFactory_DDRM.symmPosDef(n);
    }

    /** Column of a parameter: offsets first, one a window, then the shared ones, then the windows' lags. */
    static int column(int count, int parameter, int window) {
        return switch (parameter) {
            case OFFSET -> window;
            case LAG -> count + PARAMETERS - 2 + window;
            case READOUT -> count + PARAMETERS - 3;
            default -> count + parameter - 1;
        };
    }

    static int columns(int count) {
        return 2 * count + PARAMETERS - 2;
    }

    /** Gauss–Newton step of each column. */
    double step(int column) {
        return step.get(column);
    }

    /** The covariance of the columns, were the residuals independent; empty before anything was solved. */
    DMatrixRMaj inverse() {
        return inverse;
    }

    /** Standard error of a column by the curvature. */
    double sigma(int column) {
        return Math.sqrt(Math.max(1e-20, inverse.get(column, column)));
    }

    /** Standard error of the logarithm of the focal length; NaN before anything was solved. */
    double focalSigma(SharedPriors priors) {
        int at = column(count, FOCAL, 0);
        return inverse.numRows > at
                ? Math.hypot(FOCAL_FLOOR, Math.sqrt(priors.excess(FOCAL) * Math.max(0, inverse.get(at, at))))
                : Double.NaN;
    }

    /** Finds the step; false where the equations have no solution. */
    boolean solve(
            List<WindowSolution> windows,
            SharedPriors priors,
            ModelState state,
            ModelState start,
            double[] mountMoved) {
        normal.zero();
        right.zero();
        for (int w = 0; w < count; w++) {
            add(windows.get(w).equations, w);
        }
        for (int w = 0; w < count; w++) {
            WindowSolution window = windows.get(w);
            prior(column(count, LAG, w), window.seen.lagSigma, window.lag);
        }
        for (int a = 0; a < 3; a++) {
            prior(column(count, BIAS + a, 0), priors.sigma(BIAS + a), state.biasRadS()[a] - start.biasRadS()[a]);
            prior(column(count, MOUNT + a, 0), priors.sigma(MOUNT + a), mountMoved[a]);
        }
        prior(column(count, READOUT, 0), priors.sigma(READOUT), state.readoutS() - start.readoutS());
        prior(column(count, FOCAL, 0), priors.sigma(FOCAL), state.logFocal() - start.logFocal());
        // The solver works in the matrix that it is given.
        if (!solver.setA(normal)) {
            return false;
        }
        solver.solve(right, step);
        inverse = new DMatrixRMaj(normal.numRows, normal.numRows);
        solver.invert(inverse);
        return true;
    }

    private void add(WindowEquations e, int w) {
        for (int i = 0; i < PARAMETERS; i++) {
            int row = column(count, i, w);
            right.add(row, 0, -e.gradient[i]);
            for (int j = 0; j < PARAMETERS; j++) {
                normal.add(row, column(count, j, w), e.normal[PARAMETERS * i + j]);
            }
        }
        // So that a window that sees nothing cannot make the whole singular: its offset is known to half a second.
        normal.add(w, w, 4);
    }

    private void prior(int at, double sigma, double away) {
        if (sigma > 0) {
            normal.add(at, at, 1 / (sigma * sigma));
            right.add(at, 0, -away / (sigma * sigma));
        } else {
            for (int i = 0; i < normal.numRows; i++) {
                normal.set(at, i, 0);
                normal.set(i, at, 0);
            }
            normal.set(at, at, 1);
            right.set(at, 0, 0);
        }
    }
}
