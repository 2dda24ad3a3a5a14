package dev.syncline.engine.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How points look beside each other: each one's distance from the line, its colour from green to red, and which of them
 * contradict each other. Where the clock is known to jump, each stretch has a line of its own.
 *
 * @param points in the points' order
 * @param remarks what a person should hear, one line each
 */
public record PointReview(List<Reviewed> points, List<String> remarks) {
    /** Gyroflow's green, degrees of hue; 0 is red. */
    static final double GREEN_DEG = 112;

    /** A point this far from the line is as red as can be, ms. */
    static final double RED_MS = 30;

    /** The offsets of two clocks may differ this much for other reasons than the clocks' rates, ms. */
    private static final double STEP_MS = 10;

    /** And this much per second between them: 1000 ppm, more than any two crystals differ, ms. */
    private static final double STEEP_MS_PER_S = 1;

    /** Keeps copies. */
    public PointReview {
        points = List.copyOf(points);
        remarks = List.copyOf(remarks);
    }

    /**
     * One point beside the others.
     *
     * @param residualMs distance from the line, ms
     * @param hueDeg 112 (green) to 0 (red)
     * @param contradicts whether it cannot be right together with others
     */
    public record Reviewed(double residualMs, double hueDeg, boolean contradicts) {
        /** The hue in a word. */
        public String colour() {
            return hueDeg > 80 ? "green" : hueDeg > 45 ? "yellow" : hueDeg > 15 ? "orange" : "red";
        }
    }

    /**
     * Looks at points.
     *
     * @param points in order of video time
     * @param jumpsNs video times at which the clock jumps, in order, ns
     */
    public static PointReview of(List<EditPoint> points, List<Long> jumpsNs) {
        Reviewed[] all = new Reviewed[points.size()];
        List<String> remarks = new ArrayList<>();
        int from = 0;
        for (int stretch = 0; stretch <= jumpsNs.size(); stretch++) {
            int to = from;
            while (to < all.length
                    && (stretch == jumpsNs.size() || points.get(to).videoNs() < jumpsNs.get(stretch))) {
                to++;
            }
            if (to > from) {
                review(points.subList(from, to), from, all, remarks);
            }
            from = to;
        }
        return new PointReview(Arrays.asList(all), remarks);
    }

    /** Whether any point contradicts another. */
    public boolean anyContradicts() {
        return points.stream().anyMatch(Reviewed::contradicts);
    }

    private static void review(List<EditPoint> points, int at, Reviewed[] all, List<String> remarks) {
        int n = points.size();
        double[] t = new double[n];
        double[] o = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = points.get(i).videoNs() * 1e-9;
            o[i] = points.get(i).offsetMs();
        }
        PointLine line = PointLine.of(t, o);
        boolean[] wrong = new boolean[n];
        int support = line.support();
        boolean agreed = support >= 3 && 2 * support > n;
        if (agreed) {
            for (int i = 0; i < n; i++) {
                if (!line.near()[i]) {
                    wrong[i] = true;
                    remarks.add(String.format(
                            Locale.ROOT,
                            "the point at %.3f s contradicts the others: %.3f ms, where their line is at %.3f",
                            t[i],
                            o[i],
                            line.at(t[i])));
                }
            }
        } else if (n >= 3) {
            Arrays.fill(wrong, true);
            remarks.add(String.format(
                    Locale.ROOT,
                    "the %d points contradict each other: no line goes through most of them within %.0f ms; see which is"
                            + " right, remove the others and sync there again",
                    n,
                    PointLine.BAND_MS));
        } else if (n == 2 && Math.abs(o[1] - o[0]) > STEP_MS + STEEP_MS_PER_S * (t[1] - t[0])) {
            Arrays.fill(wrong, true);
            remarks.add(String.format(
                    Locale.ROOT,
                    "the points at %.3f s and %.3f s contradict each other: no two clocks part by %.3f ms in %.3f s; all"
                            + " between and beside them is wrong unless both are right",
                    t[0],
                    t[1],
                    o[1] - o[0],
                    t[1] - t[0]));
        }
        for (int i = 0; i < n; i++) {
            double residual = n == 2 ? 0 : o[i] - line.at(t[i]);
            double hue = GREEN_DEG * (1 - Math.min(RED_MS, Math.abs(residual)) / RED_MS);
            all[at + i] = new Reviewed(residual, hue, wrong[i]);
        }
    }
}
