package dev.syncline.engine.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The overlapping Allan deviation: how far a clock's rate changes from one stretch of time to the next, for stretches
 * of doubling length. It tells jitter of the stamps (falls as 1/τ) from wander of the clocks (rises as √τ).
 */
public final class AllanDeviation {
    /** A grid longer than this is not laid out: the span would be of clocks that were off most of the time. */
    private static final int MOST_STEPS = 1 << 20;

    /** Below this many differences a point says nothing. */
    private static final int LEAST_TERMS = 3;

    private AllanDeviation() {}

    /**
     * One point.
     *
     * @param tauNs length of the stretches, ns
     * @param deviation of the relative rate, no unit
     * @param terms differences that it was averaged over
     */
    public record Point(long tauNs, double deviation, int terms) {}

    /**
     * The deviation over doubling stretches of time.
     *
     * @param timesNs long[n], rising, ns
     * @param phasesNs double[n], the one clock less the other at these times, ns
     * @param intervalNs usual time between two, above 0; times that lie off this grid by more than a quarter are left
     *     out, and so are gaps
     * @return by τ = 1, 2, 4 … intervals; empty where there is too little
     * @throws IllegalArgumentException when the arrays differ in length or the interval is not above 0
     */
    public static List<Point> of(long[] timesNs, double[] phasesNs, long intervalNs) {
        if (timesNs.length != phasesNs.length || intervalNs <= 0) {
            throw new IllegalArgumentException(
                    timesNs.length + " times, " + phasesNs.length + " phases, interval " + intervalNs + " ns");
        }
        int n = timesNs.length;
        if (n < 3) {
            return List.of();
        }
        long steps = Math.round((double) (timesNs[n - 1] - timesNs[0]) / intervalNs) + 1;
        if (steps > MOST_STEPS) {
            return List.of();
        }
        double[] grid = new double[(int) steps];
        Arrays.fill(grid, Double.NaN);
        for (int i = 0; i < n; i++) {
            double at = (double) (timesNs[i] - timesNs[0]) / intervalNs;
            int nearest = (int) Math.round(at);
            // The rate of the grid and of the pulses differ by parts per million only: the phase is the same.
            if (nearest < grid.length && Math.abs(at - nearest) < 0.25) {
                grid[nearest] = phasesNs[i];
            }
        }
        List<Point> points = new ArrayList<>();
        for (int m = 1; 2 * m < grid.length; m *= 2) {
            double sum = 0;
            int terms = 0;
            for (int i = 0; i + 2 * m < grid.length; i++) {
                double second = grid[i + 2 * m] - 2 * grid[i + m] + grid[i];
                if (!Double.isNaN(second)) {
                    sum += second * second;
                    terms++;
                }
            }
            if (terms >= LEAST_TERMS) {
                double tauNs = (double) m * intervalNs;
                points.add(new Point(m * intervalNs, Math.sqrt(sum / (2.0 * terms)) / tauNs, terms));
            }
        }
        return points;
    }
}
