package dev.syncline.engine.refine;

import static dev.syncline.engine.refine.WindowResiduals.BIAS;
import static dev.syncline.engine.refine.WindowResiduals.FOCAL;
import static dev.syncline.engine.refine.WindowResiduals.LAG;
import static dev.syncline.engine.refine.WindowResiduals.MOUNT;
import static dev.syncline.engine.refine.WindowResiduals.OFFSET;
import static dev.syncline.engine.refine.WindowResiduals.PARAMETERS;
import static dev.syncline.engine.refine.WindowResiduals.READOUT;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** The windows' normal equations put together, with what is known beforehand. */
final class JointEquations {
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

    /** Finds the step; false where the equations have no solution. */
    boolean solve(
            List<WindowSolution> windows,
            RefineSettings settings,
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
            prior(column(count, BIAS + a, 0), settings.biasRadS(), state.biasRadS()[a] - start.biasRadS()[a]);
            prior(column(count, MOUNT + a, 0), settings.mountRad(), mountMoved[a]);
        }
        prior(column(count, READOUT, 0), settings.readoutS(), state.readoutS() - start.readoutS());
        prior(column(count, FOCAL, 0), settings.logFocal(), state.logFocal() - start.logFocal());
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
