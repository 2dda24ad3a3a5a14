package dev.syncline.engine.edit;

import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.LineFit;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The track of points that a person has edited. Points that a person set are met exactly; those that a sync measured stand
 * on the line that is fitted to them; straight lines join them, and the first and the last are extended to the clip's
 * ends, as Gyroflow extends them. Where all points are measured the track is the fitted line itself, as after a sync.
 *
 * @param timeline of the clip
 * @param lines one a stretch between jumps of the clock; null where no measured point counts
 */
record EditedTimeline(Timeline timeline, List<Stretch> lines) {
    /** Standard deviation of a clock's drift known beforehand, as in grading. */
    private static final double USUAL_DRIFT = 100e-6;

    /** The error bar of a measured point that has none, ns. */
    private static final double UNKNOWN_SIGMA_NS = 1e6;

    /** A stretch between jumps, and the line through its measured points. */
    record Stretch(long fromNs, long toNs, @Nullable LineFit line) {}

    /**
     * Draws the track.
     *
     * @param points in order of video time; their offsets are {@code t_video − t_log}
     * @param jumps known before the edit, in order
     * @param fromNs where the track begins, video clock, ns
     * @param toNs where it ends, ns
     */
    static EditedTimeline of(List<EditPoint> points, List<ClockJump> jumps, long fromNs, long toNs) {
        List<EditPoint> counting = points.stream().filter(EditPoint::counts).toList();
        List<ClockJump> kept = kept(counting, jumps);
        List<SyncTrack.Knot> knots = new ArrayList<>();
        List<Stretch> stretches = new ArrayList<>();
        boolean manual = false;
        for (int k = 0; k <= kept.size(); k++) {
            long from = k == 0 ? Long.MIN_VALUE : kept.get(k - 1).videoNs();
            long to = k == kept.size() ? Long.MAX_VALUE : kept.get(k).videoNs();
            List<EditPoint> own = counting.stream()
                    .filter(p -> p.videoNs() >= from && p.videoNs() < to)
                    .toList();
            Stretch stretch = new Stretch(from, to, line(own));
            stretches.add(stretch);
            manual |= own.stream().anyMatch(p -> p.measured() == null);
            knots.addAll(
                    knots(own, stretch.line(), Math.max(from, fromNs), Math.min(to - 1, Math.max(fromNs + 1, toNs))));
        }
        LineFit only = stretches.size() == 1 && !manual ? stretches.getFirst().line() : null;
        SyncTrack track = new SyncTrack(knots);
        Timeline timeline = only == null || !Double.isFinite(only.driftSigma())
                ? new Timeline(track, jumpsOf(kept, track), Double.NaN, Double.NaN)
                : new Timeline(track, List.of(), only.drift() * 1e6, only.driftSigma() * 1e6);
        return new EditedTimeline(timeline, stretches);
    }

    /** Distance of an offset from the line of its stretch, ns; NaN where there is none. */
    double residualNs(long videoNs, double offsetNs) {
        for (Stretch s : lines) {
            if (videoNs >= s.fromNs() && videoNs < s.toNs()) {
                return s.line() == null ? Double.NaN : offsetNs - s.line().at((double) videoNs);
            }
        }
        return Double.NaN;
    }

    /** A jump that has no point on one of its sides is no longer known. */
    private static List<ClockJump> kept(List<EditPoint> counting, List<ClockJump> jumps) {
        List<ClockJump> kept = new ArrayList<>();
        long from = Long.MIN_VALUE;
        for (int k = 0; k < jumps.size(); k++) {
            long start = from;
            long at = jumps.get(k).videoNs();
            boolean before = counting.stream().anyMatch(p -> p.videoNs() >= start && p.videoNs() < at);
            boolean after = counting.stream().anyMatch(p -> p.videoNs() >= at);
            if (before && after) {
                kept.add(jumps.get(k));
                from = at;
            }
        }
        return kept;
    }

    private static List<ClockJump> jumpsOf(List<ClockJump> kept, SyncTrack track) {
        // Points may all lie outside the clip; then nothing is drawn.
        return (track.knots().isEmpty() ? List.<ClockJump>of() : kept)
                .stream()
                        .map(j -> new ClockJump(
                                j.videoNs(),
                                j.withinNs(),
                                track.offsetNsAt(j.videoNs() - 1),
                                track.offsetNsAt(j.videoNs())))
                        .toList();
    }

    private static @Nullable LineFit line(List<EditPoint> points) {
        List<EditPoint> measured =
                points.stream().filter(p -> p.measured() != null).toList();
        if (measured.isEmpty()) {
            return null;
        }
        int n = measured.size();
        double[] t = new double[n];
        double[] o = new double[n];
        double[] s = new double[n];
        boolean[] use = new boolean[n];
        Arrays.fill(use, true);
        for (int i = 0; i < n; i++) {
            EditPoint p = measured.get(i);
            double sigmaNs = p.measured() == null ? Double.NaN : p.measured().sigmaNs();
            t[i] = p.videoNs();
            o[i] = p.offsetMs() * 1e6;
            s[i] = sigmaNs > 0 ? Math.max(1, sigmaNs) : UNKNOWN_SIGMA_NS;
        }
        return LineFit.of(t, o, s, use, USUAL_DRIFT);
    }

    private static List<SyncTrack.Knot> knots(List<EditPoint> own, @Nullable LineFit line, long fromNs, long toNs) {
        if (own.isEmpty() || toNs <= fromNs) {
            return List.of();
        }
        boolean allMeasured = own.stream().allMatch(p -> p.measured() != null);
        if (line != null && allMeasured) {
            return List.of(knot(fromNs, line), knot(toNs, line));
        }
        List<SyncTrack.Knot> knots = new ArrayList<>();
        for (EditPoint p : own) {
            if (p.videoNs() < fromNs
                    || p.videoNs() > toNs
                    || (!knots.isEmpty() && p.videoNs() <= knots.getLast().videoNs())) {
                continue;
            }
            knots.add(
                    p.measured() != null && line != null
                            ? knot(p.videoNs(), line)
                            : new SyncTrack.Knot(p.videoNs(), p.offsetMs() * 1e6));
        }
        if (knots.isEmpty()) {
            return List.of();
        }
        double atStart = extended(knots.getFirst(), knots.get(Math.min(1, knots.size() - 1)), fromNs);
        double atEnd = extended(knots.get(Math.max(0, knots.size() - 2)), knots.getLast(), toNs);
        if (knots.getFirst().videoNs() > fromNs) {
            knots.addFirst(new SyncTrack.Knot(fromNs, atStart));
        }
        if (knots.getLast().videoNs() < toNs) {
            knots.add(new SyncTrack.Knot(toNs, atEnd));
        }
        return knots;
    }

    private static SyncTrack.Knot knot(long videoNs, LineFit line) {
        return new SyncTrack.Knot(videoNs, line.at((double) videoNs));
    }

    private static double extended(SyncTrack.Knot a, SyncTrack.Knot b, long videoNs) {
        if (a.videoNs() == b.videoNs()) {
            return a.offsetNs();
        }
        double f = (double) (videoNs - a.videoNs()) / (b.videoNs() - a.videoNs());
        return a.offsetNs() + f * (b.offsetNs() - a.offsetNs());
    }
}
