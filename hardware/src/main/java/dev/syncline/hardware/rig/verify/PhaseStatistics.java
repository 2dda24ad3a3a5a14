package dev.syncline.hardware.rig.verify;

import java.util.Arrays;

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
 */
public record PhaseStatistics(
        int frames,
        double medianNs,
        double jitterNs,
        double worstNs,
        double p99Ns,
        double driftPpm,
        double driftSigmaPpm) {

    /**
     * Summarises phases.
     *
     * @param timesNs when the frames were
     * @param phasesNs their phases, within ± half a period
     */
    static PhaseStatistics of(long[] timesNs, double[] phasesNs, double periodNs) {
        int n = phasesNs.length;
        if (n == 0) {
            return new PhaseStatistics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] followed = phasesNs.clone();
        for (int i = 1; i < n; i++) {
            // A phase that drifts past half a period comes in at the other side: it went on.
            followed[i] += Math.rint((followed[i - 1] - followed[i]) / periodNs) * periodNs;
        }
        double meanT = 0;
        double meanP = 0;
        for (int i = 0; i < n; i++) {
            meanT += (double) (timesNs[i] - timesNs[0]) / n;
            meanP += followed[i] / n;
        }
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            double t = timesNs[i] - timesNs[0] - meanT;
            sxx += t * t;
            sxy += t * (followed[i] - meanP);
        }
        double slope = sxx > 0 ? sxy / sxx : 0;
        double[] residuals = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double residual = followed[i] - meanP - slope * (timesNs[i] - timesNs[0] - meanT);
            residuals[i] = Math.abs(residual);
            squares += residual * residual;
        }
        double sigma = n > 2 && sxx > 0 ? Math.sqrt(squares / (n - 2) / sxx) : Double.NaN;
        Arrays.sort(residuals);
        double[] sizes = Arrays.stream(phasesNs).map(Math::abs).sorted().toArray();
        double[] sorted = Arrays.stream(phasesNs).sorted().toArray();
        return new PhaseStatistics(
                n, sorted[n / 2], residuals[at(0.95, n)], sizes[n - 1], sizes[at(0.99, n)], slope * 1e6, sigma * 1e6);
    }

    private static int at(double share, int n) {
        return Math.max(0, (int) Math.ceil(share * n) - 1);
    }
}
