package dev.syncline.engine.sync.track;

import org.jspecify.annotations.Nullable;

/**
 * Finds a jump of the clock among points: neighbours that all contradict the line of the others, and agree among
 * themselves on another that runs beside it. (The clocks are the same before and after, so the drift is too.)
 */
final class JumpDetection {
    /** Points that contradict a line by less than this may be wrong together for other reasons, ns. */
    private static final double LEAST_STEP_NS = 2e6;

    /** A step is this many of its own standard errors, at the least. */
    private static final double LEAST_STEP_SIGMAS = 10;

    private static final double TOLERANCE = 3;

    /** Points beside the line are needed to speak of a second line; on the better known side one more. */
    private static final int LEAST_POINTS = 2;

    private JumpDetection() {}

    /**
     * @param t,o,s times, offsets and standard errors of points in order of time, ns
     * @param candidate points that nothing speaks against on their own
     * @param inliers those on {@code line}
     * @param from,to the points to look at: from the first up to, not including, the last
     * @return null where there is none
     */
    static @Nullable JumpPlace find(
            double[] t,
            double[] o,
            double[] s,
            boolean[] candidate,
            boolean[] inliers,
            int from,
            int to,
            LineFit line) {
        int kept = 0;
        for (int i = from; i < to; i++) {
            kept += inliers[i] ? 1 : 0;
        }
        int before = -1;
        for (int i = from; i < to; i++) {
            if (!candidate[i] || inliers[i]) {
                before = inliers[i] ? i : before;
                continue;
            }
            int end = i;
            int last = i;
            int run = 0;
            while (end < to && !inliers[end]) {
                if (candidate[end]) {
                    last = end;
                    run++;
                }
                end++;
            }
            boolean enough = run >= LEAST_POINTS && kept >= LEAST_POINTS && Math.max(run, kept) > LEAST_POINTS;
            if (enough && beside(t, o, s, candidate, i, last, line)) {
                return before >= 0 ? between(t[before], t[i]) : between(t[last], t[end]);
            }
            i = last;
        }
        return null;
    }

    private static JumpPlace between(double a, double b) {
        return new JumpPlace(Math.round((a + b) / 2), Math.round((b - a) / 2));
    }

    /** Whether two thirds of a run agree on a line beside another. */
    private static boolean beside(
            double[] t, double[] o, double[] s, boolean[] candidate, int first, int last, LineFit line) {
        int run = 0;
        int most = 0;
        for (int i = first; i <= last; i++) {
            if (!candidate[i]) {
                continue;
            }
            run++;
            double step = o[i] - line.at(t[i]);
            boolean clear = Math.abs(step) > Math.max(LEAST_STEP_NS, LEAST_STEP_SIGMAS * s[i]);
            int agree = 0;
            for (int k = first; k <= last && clear; k++) {
                double away = Math.abs(o[k] - line.at(t[k]) - step);
                // The drift is known no better than its own standard error, and where it is not, hardly at all.
                double slope = Double.isFinite(line.driftSigma()) ? Math.min(1e-4, line.driftSigma()) : 1e-4;
                double usual = Math.hypot(Math.hypot(s[i], s[k]), slope * (t[k] - t[i]));
                agree += candidate[k] && away <= TOLERANCE * usual ? 1 : 0;
            }
            most = Math.max(most, agree);
        }
        return most >= LEAST_POINTS && 3 * most >= 2 * run;
    }
}
