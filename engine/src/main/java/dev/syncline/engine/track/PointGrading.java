package dev.syncline.engine.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grades points by the line that most of them agree on. The line is found by trying every pair (and every point with no
 * drift), keeping the one with the most weight within three sigmas, and fitting that weight by least squares: one bad
 * point never bends it. Where the good points scatter about the line by more than their error bars say, the error bars
 * were too small, and all of them are made larger by what the scatter shows.
 */
public final class PointGrading {
    /** Clocks of cameras and loggers differ by less than this: a line as steep as that is no line. */
    private static final double LARGEST_DRIFT = 400e-6;

    private static final double USUAL_DRIFT = 100e-6;

    /** A point belongs to a line within so many error bars. */
    private static final double TOLERANCE = 3;

    /** Belief in the error bars as they come, in points: the scatter must outweigh it. */
    private static final double BELIEF = 2;

    private PointGrading() {}

    /** Points graded, and the line through the good ones; null where no point is good. */
    public record Graded(List<SyncPoint> points, @Nullable LineFit line) {}

    /**
     * @param points candidates, graded {@link Quality#GOOD} where nothing speaks against them on their own
     */
    public static Graded grade(List<SyncPoint> points) {
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
        boolean[] inliers = consensus(t, o, s, candidate);
        int kept = count(inliers);
        if (kept == 0) {
            return new Graded(points, null);
        }
        LineFit line = LineFit.of(t, o, s, inliers, USUAL_DRIFT);
        double larger = scatter(t, o, s, inliers, line);
        for (int i = 0; i < n; i++) {
            s[i] *= larger;
        }
        line = LineFit.of(t, o, s, inliers, USUAL_DRIFT);
        List<SyncPoint> out = new ArrayList<>();
        int candidates = count(candidate);
        // Two points that contradict each other: neither can be called good.
        boolean split = candidates >= 2 && 2 * kept <= candidates;
        for (int i = 0; i < n; i++) {
            double residual = o[i] - line.at(t[i]);
            Quality q = points.get(i).quality();
            if (q == Quality.GOOD && (split || !inliers[i])) {
                q = split ? Quality.DOUBTFUL : Quality.BAD;
            }
            out.add(points.get(i).graded(q, residual, s[i]));
        }
        return new Graded(out, split ? null : line);
    }

    /** How many times larger the error bars must be for the scatter about the line to be usual; at least 1. */
    private static double scatter(double[] t, double[] o, double[] s, boolean[] use, LineFit line) {
        // An unusual drift counts as one more deviation: two points always lie on a line.
        double steep = line.drift() / USUAL_DRIFT;
        double sum = BELIEF + steep * steep;
        double freedom = BELIEF - 1;
        for (int i = 0; i < t.length; i++) {
            if (use[i]) {
                double z = (o[i] - line.at(t[i])) / s[i];
                sum += z * z;
                freedom++;
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
