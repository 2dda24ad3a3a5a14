package dev.syncline.hardware.rig.verify;

import java.util.Arrays;
import java.util.List;

/**
 * How a stream's frames lie against what they should be with.
 *
 * @param frames frames that could be compared
 * @param medianNs the middle phase; positive is late, ns
 * @param jitterNs 95 % of the phases lie within this around the middle, drift taken out, ns
 * @param worstNs the largest distance of a phase from 0, ns
 * @param p99Ns 99 % of the phases are no further from 0 than this, ns
 * @param driftPpm how fast the phase grows, millionths
 * @param driftSigmaPpm standard error of that
 * @param steps jumps of the phase that stayed; they are no drift
 */
public record PhaseStatistics(
        int frames,
        double medianNs,
        double jitterNs,
        double worstNs,
        double p99Ns,
        double driftPpm,
        double driftSigmaPpm,
        List<PhaseStep> steps) {
    public PhaseStatistics {
        steps = List.copyOf(steps);
    }

    /**
     * Summarises phases.
     *
     * @param timesNs when the frames were
     * @param phasesNs their phases, within ± half a period
     * @param smallestStepNs steps that are smaller do not matter, ns
     */
    static PhaseStatistics of(long[] timesNs, double[] phasesNs, double periodNs, double smallestStepNs) {
        int n = phasesNs.length;
        if (n == 0) {
            return new PhaseStatistics(
                    0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());
        }
        double[] followed = phasesNs.clone();
        for (int i = 1; i < n; i++) {
            // A phase that drifts past half a period comes in at the other side: it went on.
            followed[i] += Math.rint((followed[i - 1] - followed[i]) / periodNs) * periodNs;
        }
        PhaseFit fit = new PhaseFit(timesNs, followed, smallestStepNs);
        double[] sizes = Arrays.stream(phasesNs).map(Math::abs).sorted().toArray();
        double[] sorted = Arrays.stream(phasesNs).sorted().toArray();
        return new PhaseStatistics(
                n,
                sorted[n / 2],
                fit.residualSizes()[at(0.95, n)],
                sizes[n - 1],
                sizes[at(0.99, n)],
                fit.slope() * 1e6,
                fit.slopeSigma() * 1e6,
                fit.steps());
    }

    private static int at(double share, int n) {
        return Math.max(0, (int) Math.ceil(share * n) - 1);
    }
}
