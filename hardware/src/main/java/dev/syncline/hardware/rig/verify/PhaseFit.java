package dev.syncline.hardware.rig.verify;

import dev.syncline.engine.base.statistics.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The phases of a stream as straight lines of one slope with steps between them. A step taken for slope would be a drift
 * that is not there, with a small error bar; so steps are looked for first. A step is one where the phase changes between
 * two frames and stays: a ramp, a wandering clock and single late frames are none.
 */
final class PhaseFit {
    /** Frames on either side whose middle ones are compared. */
    private static final int BESIDE = 5;

    /**
     * A step must be this many times what the phase changes from frame to frame otherwise, by noise or by wandering, and
     * sure to this many standard errors.
     */
    private static final double USUAL_CHANGES = 6;

    private static final double SURE = 8;

    /** Share of a step that must come between two frames. */
    private static final double AT_ONCE = 0.5;

    private static final int MOST_STEPS = 32;
    private static final int BLOCKS = 8;
    private static final int LEAST_IN_BLOCK = 4;

    private final long[] timesNs;
    private final double[] phasesNs; // (n), followed over the period's end
    private final double[] jumpsNs; // (n), between the frames before and after
    private final double leastStepNs;
    private final double noiseNs;
    private final List<Integer> starts = new ArrayList<>(List.of(0));
    private final List<PhaseStep> steps = new ArrayList<>();
    private final double[] residualsNs; // (n)
    private double slope;
    private double sxx;

    /**
     * Fits.
     *
     * @param timesNs when the frames were, ascending, at least one
     * @param phasesNs their phases, without jumps by whole periods
     * @param smallestStepNs steps that are smaller do not matter, ns
     */
    PhaseFit(long[] timesNs, double[] phasesNs, double smallestStepNs) {
        this.timesNs = timesNs;
        this.phasesNs = phasesNs;
        this.residualsNs = new double[phasesNs.length];
        this.noiseNs = noise();
        this.leastStepNs = Math.max(smallestStepNs, USUAL_CHANGES * noiseNs * Math.sqrt(2));
        this.jumpsNs = jumps();
        fit();
        while (steps.size() < MOST_STEPS && addStep()) {
            fit();
        }
    }

    /** Noise of a single phase, ns: from the differences of neighbours, which neither drift nor steps spoil. */
    private double noise() {
        int n = phasesNs.length;
        if (n < 3) {
            return 0;
        }
        double[] differences = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            differences[i] = phasesNs[i + 1] - phasesNs[i];
        }
        double middle = median(differences.clone());
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.abs(differences[i] - middle);
        }
        return median(differences) * 1.4826 / Math.sqrt(2);
    }

    private static double median(double[] values) {
        return Selection.median(values, values.length);
    }

    private double[] jumps() {
        double[] jumps = new double[phasesNs.length];
        for (int k = BESIDE; k + BESIDE <= phasesNs.length; k++) {
            jumps[k] = median(Arrays.copyOfRange(phasesNs, k, k + BESIDE))
                    - median(Arrays.copyOfRange(phasesNs, k - BESIDE, k));
        }
        return jumps;
    }

    private int end(int segment) {
        return segment + 1 < starts.size() ? starts.get(segment + 1) : phasesNs.length;
    }

    /** Time since the first frame, ns. */
    private double since(int i) {
        return timesNs[i] - timesNs[0];
    }

    private void fit() {
        double sxy = 0;
        sxx = 0;
        double[] meanT = new double[starts.size()];
        double[] meanP = new double[starts.size()];
        for (int s = 0; s < starts.size(); s++) {
            int count = end(s) - starts.get(s);
            for (int i = starts.get(s); i < end(s); i++) {
                meanT[s] += since(i) / count;
                meanP[s] += phasesNs[i] / count;
            }
            for (int i = starts.get(s); i < end(s); i++) {
                double t = since(i) - meanT[s];
                sxx += t * t;
                sxy += t * (phasesNs[i] - meanP[s]);
            }
        }
        slope = sxx > 0 ? sxy / sxx : 0;
        for (int s = 0; s < starts.size(); s++) {
            for (int i = starts.get(s); i < end(s); i++) {
                residualsNs[i] = phasesNs[i] - meanP[s] - slope * (since(i) - meanT[s]);
            }
        }
    }

    /** Adds the step that explains most; false where none is sure. */
    private boolean addStep() {
        int best = -1;
        double bestGain = SURE * SURE * noiseNs * noiseNs;
        double bestStep = 0;
        for (int s = 0; s < starts.size(); s++) {
            int from = starts.get(s);
            int to = end(s);
            double meanT = 0;
            for (int i = from; i < to; i++) {
                meanT += since(i) / (to - from);
            }
            double sum = 0;
            double moment = 0;
            for (int k = to - 1; k >= from + BESIDE; k--) {
                sum += residualsNs[k];
                moment += since(k) - meanT;
                double right = to - k;
                double power = (k - from) * right / (to - from) - (sxx > 0 ? moment * moment / sxx : 0);
                if (right < BESIDE || power <= 0) {
                    continue;
                }
                double step = sum / power;
                double gain = sum * sum / power;
                double jump = jumpsNs[k];
                double change = phasesNs[k] - phasesNs[k - 1];
                if (gain > bestGain
                        && Math.abs(jump) >= leastStepNs
                        && Math.abs(step) >= leastStepNs
                        && Math.abs(change) >= leastStepNs
                        && jump * step > 0
                        && change * step > 0
                        && Math.abs(jump) >= AT_ONCE * Math.abs(step)
                        && Math.abs(change) >= AT_ONCE * Math.abs(step)) {
                    best = k;
                    bestGain = gain;
                    bestStep = step;
                }
            }
        }
        if (best < 0) {
            return false;
        }
        int at = -java.util.Collections.binarySearch(starts, best) - 1;
        starts.add(at, best);
        steps.add(new PhaseStep(timesNs[best], bestStep));
        return true;
    }

    /** The steps in order of time. */
    List<PhaseStep> steps() {
        return steps.stream()
                .sorted(java.util.Comparator.comparingLong(PhaseStep::timeNs))
                .toList();
    }

    /** Phase per time, without unit. */
    double slope() {
        return slope;
    }

    /**
     * Standard error of the slope: from the scatter of the frames, or of blocks of them where these do not lie on the line
     * as well as their frames would have it. Not a number where there are fewer than three frames.
     */
    double slopeSigma() {
        int n = residualsNs.length;
        int free = n - 1 - starts.size();
        if (free < 1 || sxx <= 0) {
            return Double.NaN;
        }
        double white = Math.sqrt(Arrays.stream(residualsNs).map(r -> r * r).sum() / free / sxx);
        if (n < BLOCKS * LEAST_IN_BLOCK) {
            return white;
        }
        double squares = 0;
        double meanT = 0;
        double[] blockT = new double[BLOCKS];
        for (int b = 0; b < BLOCKS; b++) {
            int from = (int) ((long) n * b / BLOCKS);
            int to = (int) ((long) n * (b + 1) / BLOCKS);
            double residual = 0;
            for (int i = from; i < to; i++) {
                residual += residualsNs[i] / (to - from);
                blockT[b] += since(i) / (to - from);
            }
            squares += residual * residual;
            meanT += blockT[b] / BLOCKS;
        }
        double spread = 0;
        for (double t : blockT) {
            spread += (t - meanT) * (t - meanT);
        }
        return spread <= 0 ? white : Math.max(white, Math.sqrt(squares / (BLOCKS - 2) / spread));
    }

    /** What neither slope nor steps explain, ns, by size, ascending. */
    double[] residualSizes() {
        return Arrays.stream(residualsNs).map(Math::abs).sorted().toArray();
    }
}
