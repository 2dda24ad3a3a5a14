package dev.syncline.engine.sync.refine;

import static dev.syncline.engine.sync.refine.WindowResiduals.BIAS;
import static dev.syncline.engine.sync.refine.WindowResiduals.FOCAL;
import static dev.syncline.engine.sync.refine.WindowResiduals.LAG;
import static dev.syncline.engine.sync.refine.WindowResiduals.MOUNT;
import static dev.syncline.engine.sync.refine.WindowResiduals.OFFSET;
import static dev.syncline.engine.sync.refine.WindowResiduals.PARAMETERS;
import static dev.syncline.engine.sync.refine.WindowResiduals.READOUT;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.motion.GyroTrack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Solves for the offset of every window together with what they share (gyro bias, mount, and on request readout and
 * focal length) by iteratively reweighted Gauss–Newton on the followed points, each at its own row's time.
 */
public final class RollingShutterRefiner {
    private static final int MOST_ROUNDS = 60;
    private static final int ROUNDS_WITHOUT_PARALLAX = 5;
    private static final double LONGEST_STEP_S = 0.004;
    /** Offsets stand still when a round moves them by less than this share of their error bars. */
    private static final double STILL = 0.01;

    /** Rates of turn do not change within less, s. */
    private static final double RATES_HOLD_S = 2e-3;

    /** Residuals are moved by their slopes as long as that is right to this share of a time's error bar. */
    private static final double STRAIGHT = 1e-3;

    /** Turns and the focal length may move by so much: rad, rad/s, share. */
    private static final double STRAIGHT_TURN = 1e-3;

    /** Offsets that move by less than this share of their error bars have weights that change little. */
    private static final double SETTLED = 0.3;

    /** Rounds that a normal matrix is used for once offsets have settled. */
    private static final int NORMAL_LASTS = 4;

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
        List<WindowSolution> solutions = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            solutions.add(new WindowSolution(windows.get(w), log, offsetsNs[w], settings.readoutS() == 0));
        }
        List<WindowEquations> equations =
                solutions.stream().map(w -> w.equations).toList();
        JointEquations joint = new JointEquations(count);
        SharedPriors priors = new SharedPriors(settings);
        ModelState state = start;
        double[] mountMoved = new double[3];
        double[] moved = new double[JointEquations.columns(count)]; // in the last round
        double[] drift = new double[moved.length]; // since residuals were evaluated
        double largest = Double.POSITIVE_INFINITY;
        int normalAge = 0;
        int round = 0;
        while (round < MOST_ROUNDS) {
            boolean withParallax = round >= ROUNDS_WITHOUT_PARALLAX;
            boolean evaluate = round == 0 || bends(joint, drift, count);
            for (int w = 0; w < count; w++) {
                if (evaluate) {
                    solutions.get(w).evaluate(state);
                } else {
                    solutions.get(w).shift(ofWindow(moved, count, w));
                }
                solutions.get(w).reweight(withParallax);
            }
            if (evaluate) {
                Arrays.fill(drift, 0);
            }
            boolean mayEnd = round > ROUNDS_WITHOUT_PARALLAX + 2 && priors.isDecided();
            boolean anew = round < 2
                    || round == ROUNDS_WITHOUT_PARALLAX
                    || round == ROUNDS_WITHOUT_PARALLAX + 1
                    || largest > SETTLED
                    || normalAge >= NORMAL_LASTS
                    || round == MOST_ROUNDS - 1;
            boolean solved = solve(joint, solutions, anew, priors, state, start, mountMoved);
            if (solved && !anew && mayEnd && largestStep(joint, count) < STILL) {
                // What comes out is to stand on the matrix of its own weights.
                solved = solve(joint, solutions, true, priors, state, start, mountMoved);
                anew = true;
            }
            if (!solved) {
                break;
            }
            // Before, a wrong profile is what pairs share: it must be found first.
            if (withParallax) {
                double readoutS = state.readoutS() + joint.step(JointEquations.column(count, READOUT, 0));
                priors.weigh(equations, joint.inverse(), readoutS, start.readoutS());
            }
            normalAge = anew ? 1 : normalAge + 1;
            largest = largestStep(joint, count);
            state = move(joint, solutions, state, mountMoved, moved);
            for (int i = 0; i < moved.length; i++) {
                drift[i] += moved[i];
            }
            round++;
            if (largest < STILL && mayEnd) {
                break;
            }
        }
        return summary(solutions, state, joint, priors, round);
    }

    private static boolean solve(
            JointEquations joint,
            List<WindowSolution> windows,
            boolean anew,
            SharedPriors priors,
            ModelState state,
            ModelState start,
            double[] mountMoved) {
        for (WindowSolution w : windows) {
            if (anew) {
                w.equations.update();
            } else {
                w.equations.updateGradient();
            }
        }
        return joint.solve(windows, priors, state, start, mountMoved);
    }

    /** Whether an unknown has moved so far that residuals may not follow a straight line. */
    private static boolean bends(JointEquations joint, double[] drift, int count) {
        boolean bends = false;
        for (int i = 0; i < PARAMETERS; i++) {
            boolean isTime = i == OFFSET || i == READOUT;
            for (int w = 0; w < count; w++) {
                int at = JointEquations.column(count, i, w);
                // A slope that changes as a whole in the time T is off by drift²/2T.
                double most = isTime ? Math.sqrt(2 * STRAIGHT * RATES_HOLD_S * joint.sigma(at)) : STRAIGHT_TURN;
                bends |= Math.abs(drift[at]) > most;
            }
        }
        return bends;
    }

    /** Largest step of an offset in units of its error bar. */
    private static double largestStep(JointEquations joint, int count) {
        double largest = 0;
        for (int w = 0; w < count; w++) {
            double moved = Math.clamp(joint.step(w), -LONGEST_STEP_S, LONGEST_STEP_S);
            largest = Math.max(largest, Math.abs(moved) / joint.sigma(w));
        }
        return largest;
    }

    /** What a step changes for one window: double[PARAMETERS]. */
    private static double[] ofWindow(double[] moved, int count, int window) {
        double[] own = new double[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            own[i] = moved[JointEquations.column(count, i, window)];
        }
        return own;
    }

    /**
     * Takes the step, or as much of it as is dared at once.
     *
     * @param moved receives the step that was taken, by column
     */
    private static ModelState move(
            JointEquations joint, List<WindowSolution> windows, ModelState state, double[] mountMoved, double[] moved) {
        int count = windows.size();
        for (int i = 0; i < PARAMETERS; i++) {
            double most = longest(i);
            for (int w = 0; w < count; w++) {
                int at = JointEquations.column(count, i, w);
                moved[at] = Math.clamp(joint.step(at), -most, most);
            }
        }
        for (int w = 0; w < count; w++) {
            windows.get(w).offsetNs += moved[w] * 1e9;
            windows.get(w).lag += moved[JointEquations.column(count, LAG, w)];
        }
        double[] bias = state.biasRadS().clone();
        int turn = JointEquations.column(count, MOUNT, 0);
        for (int a = 0; a < 3; a++) {
            bias[a] += moved[JointEquations.column(count, BIAS + a, 0)];
            mountMoved[a] += moved[turn + a];
        }
        Matrix3 mount = Matrix3.ofRotationVector(moved[turn], moved[turn + 1], moved[turn + 2])
                .times(state.mount());
        double readout = state.readoutS() + moved[JointEquations.column(count, READOUT, 0)];
        double focal = state.logFocal() + moved[JointEquations.column(count, FOCAL, 0)];
        return new ModelState(bias, mount, readout, focal);
    }

    private static double longest(int parameter) {
        return switch (parameter) {
            case OFFSET -> LONGEST_STEP_S;
            case LAG -> 0.02;
            case READOUT -> 0.01;
            default -> 0.1;
        };
    }

    private Refinement summary(
            List<WindowSolution> windows, ModelState state, JointEquations joint, SharedPriors priors, int rounds) {
        int count = windows.size();
        DMatrixRMaj inverse = joint.inverse();
        List<Refinement.Window> out = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            WindowSolution window = windows.get(w);
            double curvature = inverse.numRows > w ? Math.sqrt(Math.max(0, inverse.get(w, w))) : Double.NaN;
            double clustered = inverse.numRows > w ? ErrorBar.ofOffset(windows, inverse, priors, w) : Double.NaN;
            double kept = 0;
            for (double x : window.weights.weight) {
                kept += x > 0.25 ? 1 : 0;
            }
            double[] scale = window.weights.scale.clone();
            out.add(new Refinement.Window(
                    window.seen.middleNs(),
                    window.offsetNs,
                    curvature * 1e9,
                    Math.max(curvature, clustered) * 1e9,
                    Selection.median(scale, scale.length),
                    kept / Math.max(1, window.seen.size()),
                    window.parallax.usualShiftRad() / window.seen.pixelRad,
                    window.equations.pairInformation));
        }
        double[] biasSigma = new double[3];
        for (int a = 0; a < 3; a++) {
            int at = JointEquations.column(count, BIAS + a, 0);
            biasSigma[a] = sigma(windows, inverse, priors, at, settings.biasRadS());
        }
        return new Refinement(
                out,
                state,
                biasSigma,
                sigma(windows, inverse, priors, JointEquations.column(count, READOUT, 0), settings.readoutOpenS()),
                settings.logFocal() == 0 ? 0 : joint.focalSigma(priors),
                priors.readoutContradicted(),
                misfit(windows),
                rounds);
    }

    private static double misfit(List<WindowSolution> windows) {
        double sum = 0;
        double count = 0;
        for (WindowSolution w : windows) {
            for (int k = 0; k < w.seen.pairs; k++) {
                double points = w.seen.first[k + 1] - w.seen.first[k];
                sum += points * Math.log(w.weights.scale[k]);
                count += points;
            }
        }
        return sum / Math.max(1, count);
    }

    /** Standard error of what the windows share; 0 where it was held, which a prior of 0 says. */
    private static double sigma(
            List<WindowSolution> windows, DMatrixRMaj inverse, SharedPriors priors, int at, double prior) {
        if (prior == 0) {
            return 0;
        }
        return at < inverse.numRows
                ? Math.max(Math.sqrt(Math.max(0, inverse.get(at, at))), ErrorBar.of(windows, inverse, priors, at))
                : Double.NaN;
    }
}
