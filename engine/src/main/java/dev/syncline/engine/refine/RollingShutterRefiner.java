package dev.syncline.engine.refine;

import static dev.syncline.engine.refine.WindowResiduals.BIAS;
import static dev.syncline.engine.refine.WindowResiduals.FOCAL;
import static dev.syncline.engine.refine.WindowResiduals.LAG;
import static dev.syncline.engine.refine.WindowResiduals.MOUNT;
import static dev.syncline.engine.refine.WindowResiduals.OFFSET;
import static dev.syncline.engine.refine.WindowResiduals.PARAMETERS;
import static dev.syncline.engine.refine.WindowResiduals.READOUT;

import dev.syncline.engine.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Solves for the offset of every window together with what they share (gyro bias, mount, and on request readout and
 * focal length) by iteratively reweighted Gauss–Newton on the followed points, each at its own row's time.
 */
public final class RollingShutterRefiner {
    private static final int MOST_ROUNDS = 25;
    private static final int ROUNDS_WITHOUT_PARALLAX = 5;
    private static final double LONGEST_STEP_S = 0.004;
    /** Offsets stand still when a round moves them by less than this share of their error bars. */
    private static final double STILL = 0.01;

    private final GyroTrack log;
    private final RefineSettings settings;

    public RollingShutterRefiner(GyroTrack log, RefineSettings settings) {
        this.log = log;
        this.settings = settings;
    }

    /**
     * Refines from a start within a few ms.
     *
     * @param windows at least one
     * @param offsetsNs start for each window, video minus log, ns
     * @param start shared quantities to start from; also what is known of them beforehand
     */
    public Refinement refine(List<WindowObservations> windows, double[] offsetsNs, ModelState start) {
        int count = windows.size();
        if (count == 0 || offsetsNs.length != count) {
            throw new IllegalArgumentException("windows=" + count + ", offsets=" + offsetsNs.length);
        }
        double[] offset = offsetsNs.clone();
        double[] lag = new double[count];
        List<WindowResiduals> residuals = new ArrayList<>();
        List<SceneParallax> parallax = new ArrayList<>();
        List<WindowWeights> weights = new ArrayList<>();
        List<WindowEquations> equations = new ArrayList<>();
        for (WindowObservations w : windows) {
            WindowResiduals r = new WindowResiduals(w, log);
            SceneParallax p = new SceneParallax(r);
            residuals.add(r);
            parallax.add(p);
            WindowWeights v = new WindowWeights(r, p);
            weights.add(v);
            equations.add(new WindowEquations(r, v, p));
        }
        ModelState state = start;
        double[] mountMoved = new double[3];
        DMatrixRMaj inverse = new DMatrixRMaj(0, 0);
        int round = 0;
        for (; round < MOST_ROUNDS; round++) {
            for (int w = 0; w < count; w++) {
                residuals.get(w).evaluate(offset[w], lag[w], state);
                weights.get(w).update();
                if (round >= ROUNDS_WITHOUT_PARALLAX) {
                    parallax.get(w).update(weights.get(w));
                    weights.get(w).update();
                }
                equations.get(w).update();
            }
            DMatrixRMaj normal = new DMatrixRMaj(columns(count), columns(count));
            DMatrixRMaj right = new DMatrixRMaj(columns(count), 1);
            assemble(windows, equations, lag, state, start, mountMoved, normal, right);
            LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(normal.numRows);
            if (!solver.setA(normal.copy())) {
                break;
            }
            DMatrixRMaj step = new DMatrixRMaj(normal.numRows, 1);
            solver.solve(right, step);
            inverse = new DMatrixRMaj(normal.numRows, normal.numRows);
            solver.invert(inverse);
            double largest = 0;
            for (int w = 0; w < count; w++) {
                double moved = Math.clamp(step.get(w), -LONGEST_STEP_S, LONGEST_STEP_S);
                offset[w] += moved * 1e9;
                largest = Math.max(largest, Math.abs(moved) / Math.sqrt(Math.max(1e-20, inverse.get(w, w))));
                lag[w] += Math.clamp(step.get(column(count, LAG, w)), -0.02, 0.02);
            }
            state = moved(state, step, count, mountMoved);
            if (largest < STILL && round > ROUNDS_WITHOUT_PARALLAX + 2) {
                round++;
                break;
            }
        }
        return summary(windows, offset, state, weights, parallax, equations, inverse, round);
    }

    /** Column of a parameter: offsets first, one a window, then the shared ones, then the windows' lags. */
    static int column(int count, int parameter, int window) {
        return switch (parameter) {
            case OFFSET -> window;
            case LAG -> count + PARAMETERS - 2 + window;
            default -> count + parameter - 1;
        };
    }

    private static int columns(int count) {
        return 2 * count + PARAMETERS - 2;
    }

    private void assemble(
            List<WindowObservations> windows,
            List<WindowEquations> equations,
            double[] lag,
            ModelState state,
            ModelState start,
            double[] mountMoved,
            DMatrixRMaj normal,
            DMatrixRMaj right) {
        int count = equations.size();
        for (int w = 0; w < count; w++) {
            WindowEquations e = equations.get(w);
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
        for (int w = 0; w < count; w++) {
            prior(normal, right, column(count, LAG, w), windows.get(w).lagSigma, lag[w]);
        }
        for (int a = 0; a < 3; a++) {
            prior(
                    normal,
                    right,
                    column(count, BIAS + a, 0),
                    settings.biasRadS(),
                    state.biasRadS()[a] - start.biasRadS()[a]);
            prior(normal, right, column(count, MOUNT + a, 0), settings.mountRad(), mountMoved[a]);
        }
        prior(normal, right, column(count, READOUT, 0), settings.readoutS(), state.readoutS() - start.readoutS());
        prior(normal, right, column(count, FOCAL, 0), settings.logFocal(), state.logFocal() - start.logFocal());
    }

    private static void prior(DMatrixRMaj normal, DMatrixRMaj right, int at, double sigma, double away) {
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

    private static ModelState moved(ModelState state, DMatrixRMaj step, int count, double[] mountMoved) {
        double[] bias = state.biasRadS().clone();
        double[] turn = new double[3];
        for (int a = 0; a < 3; a++) {
            bias[a] += Math.clamp(step.get(column(count, BIAS + a, 0)), -0.1, 0.1);
            turn[a] = Math.clamp(step.get(column(count, MOUNT + a, 0)), -0.1, 0.1);
            mountMoved[a] += turn[a];
        }
        double[] mount = Matrix3.product(Matrix3.ofRotationVector(turn[0], turn[1], turn[2]), state.mount());
        double readout = state.readoutS() + Math.clamp(step.get(column(count, READOUT, 0)), -0.01, 0.01);
        double focal = state.logFocal() + Math.clamp(step.get(column(count, FOCAL, 0)), -0.1, 0.1);
        return new ModelState(bias, mount, readout, focal);
    }

    private Refinement summary(
            List<WindowObservations> windows,
            double[] offset,
            ModelState state,
            List<WindowWeights> weights,
            List<SceneParallax> parallax,
            List<WindowEquations> equations,
            DMatrixRMaj inverse,
            int rounds) {
        int count = windows.size();
        List<Refinement.Window> out = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            WindowObservations seen = windows.get(w);
            double curvature = inverse.numRows > w ? Math.sqrt(Math.max(0, inverse.get(w, w))) : Double.NaN;
            double clustered = inverse.numRows > w ? ErrorBar.clustered(equations, inverse, w) : Double.NaN;
            double kept = 0;
            for (double x : weights.get(w).weight) {
                kept += x > 0.25 ? 1 : 0;
            }
            out.add(new Refinement.Window(
                    seen.middleNs(),
                    offset[w],
                    curvature * 1e9,
                    Math.max(curvature, clustered) * 1e9,
                    median(weights.get(w).scale),
                    kept / Math.max(1, seen.size()),
                    parallax.get(w).usualShiftRad() / seen.pixelRad,
                    equations.get(w).pairInformation));
        }
        double[] biasSigma = new double[3];
        for (int a = 0; a < 3; a++) {
            biasSigma[a] = sigma(equations, inverse, column(count, BIAS + a, 0), settings.biasRadS());
        }
        return new Refinement(
                out,
                state,
                biasSigma,
                sigma(equations, inverse, column(count, READOUT, 0), settings.readoutS()),
                sigma(equations, inverse, column(count, FOCAL, 0), settings.logFocal()),
                rounds);
    }

    /** Standard error of what the windows share; 0 where it was held, which a prior of 0 says. */
    private static double sigma(List<WindowEquations> equations, DMatrixRMaj inverse, int at, double prior) {
        if (prior == 0) {
            return 0;
        }
        return at < inverse.numRows
                ? Math.max(Math.sqrt(Math.max(0, inverse.get(at, at))), ErrorBar.clustered(equations, inverse, at))
                : Double.NaN;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
