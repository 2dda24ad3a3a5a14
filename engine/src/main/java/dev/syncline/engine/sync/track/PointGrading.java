package dev.syncline.engine.sync.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grades points by the line that most of them agree on. The line is found by trying every pair (and every point with no
 * drift), keeping the one with the most weight within three sigmas, and fitting that weight by least squares: one bad
 * point never bends it. Where the good points scatter about the line by more than their error bars say, the error bars
 * were too small, and all of them are made larger by what the scatter shows. Where the clock jumps, there is a line on
 * either side.
 */
public final class PointGrading {
    /** Clocks of cameras and loggers differ by less than this: a line as steep as that is no line. */
    private static final double LARGEST_DRIFT = 400e-6;

    private static final double USUAL_DRIFT = 100e-6;

    /** A point belongs to a line within this many error bars. */
    private static final double TOLERANCE = 3;

    /** Belief in the error bars as they come, in points: the scatter must outweigh it. */
    private static final double BELIEF = 2;

    /** Joined files have few seams; more would be noise. */
    private static final int MOST_JUMPS = 8;

    private PointGrading() {}

    /**
     * Points graded, and the lines through the good ones.
     *
     * @param points in the order in which they came
     * @param parts one line, or one for each stretch between jumps of the clock; empty where no point is good
     * @param jumps between the parts
     */
    public record Graded(List<SyncPoint> points, List<LinePart> parts, List<JumpPlace> jumps) {
        /** Keeps copies. */
        public Graded {
            points = List.copyOf(points);
            parts = List.copyOf(parts);
            jumps = List.copyOf(jumps);
        }
    }

    /**
     * Grades points, and makes their error bars larger where they scatter more than those say.
     *
     * @param points candidates in order of time, graded {@link Quality#GOOD} where nothing speaks against them on their
     *     own
     * @param known places where the clock is known to jump, in order; more are found where points show them
     * @return the same points with grades, error bars and distances from their line
     */
    public static Graded grade(List<SyncPoint> points, List<JumpPlace> known) {
        int n = points.size();
        double[] t = new double[n];
        double[] o = new double[n];
        double[] s = new double[n];
        boolean[] candidate = new boolean[n];
        for (int i = 0; i < n; i++) {
            SyncPoint p = points.get(i);
            t[i] = p.videoNs();
            o[i] = p.offsetNs();
            s[i] = Math.max(1, p.sigmaNs());
            candidate[i] = p.quality() == Quality.GOOD;
        }
        List<JumpPlace> jumps = new ArrayList<>(known);
        List<Part> parts = parts(t, o, s, candidate, jumps);
        double larger = scatter(t, o, s, parts);
        for (int i = 0; i < n; i++) {
            s[i] *= larger;
        }
        SyncPoint[] out = points.toArray(SyncPoint[]::new);
        List<LinePart> lines = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            Part part = parts.get(k);
            LineFit line = part.line() == null ? null : LineFit.of(t, o, s, part.inliers(), USUAL_DRIFT);
            int kept = count(part.inliers());
            int candidates = 0;
            for (int i = part.from(); i < part.to(); i++) {
                candidates += candidate[i] ? 1 : 0;
            }
            // Two points that contradict each other: neither can be called good.
            boolean split = candidates >= 2 && 2 * kept <= candidates;
            for (int i = part.from(); i < part.to(); i++) {
                Quality q = out[i].quality();
                if (q == Quality.GOOD && (split || !part.inliers()[i])) {
                    q = split ? Quality.DOUBTFUL : Quality.BAD;
                }
                out[i] = out[i].graded(q, line == null ? Double.NaN : o[i] - line.at(t[i]), s[i]);
            }
            if (line != null && !split) {
                long from = k == 0 ? Long.MIN_VALUE : jumps.get(k - 1).videoNs();
                long to = k == jumps.size() ? Long.MAX_VALUE : jumps.get(k).videoNs();
                lines.add(new LinePart(line, from, to));
            }
        }
        return new Graded(List.of(out), lines, jumps);
    }

    /** Points from a first up to, not including, a last; which of them are on the line; null where none is. */
    private record Part(
            int from, int to, boolean[] inliers, @Nullable LineFit line) {}

    /** Cuts the points where the clock jumps; places that the points show are added to {@code jumps}. */
    private static List<Part> parts(double[] t, double[] o, double[] s, boolean[] candidate, List<JumpPlace> jumps) {
        while (true) {
            List<Part> parts = new ArrayList<>();
            JumpPlace found = null;
            int from = 0;
            for (int k = 0; k <= jumps.size() && found == null; k++) {
                int to = from;
                while (to < t.length
                        && (k == jumps.size() || t[to] < jumps.get(k).videoNs())) {
                    to++;
                }
                boolean[] own = new boolean[t.length];
                System.arraycopy(candidate, from, own, from, to - from);
                boolean[] inliers = consensus(t, o, s, own);
                LineFit line = count(inliers) == 0 ? null : LineFit.of(t, o, s, inliers, USUAL_DRIFT);
                parts.add(new Part(from, to, inliers, line));
                if (line != null && jumps.size() < MOST_JUMPS) {
                    found = JumpDetection.find(t, o, s, candidate, inliers, from, to, line);
                }
                from = to;
            }
            if (found == null) {
                return parts;
            }
            jumps.add(found);
            jumps.sort(Comparator.comparingLong(JumpPlace::videoNs));
        }
    }

    /** How many times larger the error bars must be for the scatter about the lines to be usual; at least 1. */
    private static double scatter(double[] t, double[] o, double[] s, List<Part> parts) {
        double sum = BELIEF;
        double freedom = BELIEF - 1;
        for (Part part : parts) {
            LineFit line = part.line();
            if (line == null) {
                continue;
            }
            // An unusual drift counts as one more deviation: two points always lie on a line.
            double steep = line.drift() / USUAL_DRIFT;
            sum += steep * steep;
            for (int i = part.from(); i < part.to(); i++) {
                if (part.inliers()[i]) {
                    double z = (o[i] - line.at(t[i])) / s[i];
                    sum += z * z;
                    freedom++;
                }
            }
        }
        return Math.sqrt(Math.max(1, sum / Math.max(BELIEF, freedom)));
    }

    private static boolean[] consensus(double[] t, double[] o, double[] s, boolean[] candidate) {
        int n = t.length;
        boolean[] best = new boolean[n];
        double bestWeight = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                if (!candidate[i] || !candidate[j]) {
                    continue;
                }
                double drift = i == j ? 0 : (o[j] - o[i]) / (t[j] - t[i]);
                if (Math.abs(drift) > LARGEST_DRIFT) {
                    continue;
                }
                boolean[] in = new boolean[n];
                double weight = 0;
                for (int k = 0; k < n; k++) {
                    double away = Math.abs(o[k] - o[i] - drift * (t[k] - t[i]));
                    // The line's own points carry its error too.
                    in[k] = candidate[k] && away <= TOLERANCE * Math.hypot(s[k], Math.hypot(s[i], s[j]));
                    weight += in[k] ? 1 - 0.3 * Math.min(1, away / (TOLERANCE * s[k])) : 0;
                }
                if (weight > bestWeight) {
                    bestWeight = weight;
                    best = in;
                }
            }
        }
        return Arrays.copyOf(best, n);
    }

    private static int count(boolean[] flags) {
        int n = 0;
        for (boolean f : flags) {
            n += f ? 1 : 0;
        }
        return n;
    }
}
