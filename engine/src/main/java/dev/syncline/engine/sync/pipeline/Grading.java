package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.CurvePeaks;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.sync.track.PointGrading;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The refined windows as points, graded by the lines that they agree on.
 *
 * @param graded points, one for each refined window, and lines
 * @param disagreeing points that were good on their own and contradict the others, and windows that move plainly and do
 *     not fit the log where the others do
 */
record Grading(PointGrading.Graded graded, int disagreeing) {
    private static final double LEAST_INLIERS = 0.3;

    /** A good point is meant to lie within three sigmas, and is of no use where that is more than 5 ms. */
    private static final double LARGEST_SIGMA_NS = 5e6 / 3;

    static final Grading NONE = new Grading(new PointGrading.Graded(List.of(), List.of(), List.of()), 0);

    static Grading of(Refined refined, ClockSegments segments) {
        Refinement refinement = refined.refinement();
        if (refinement == null) {
            return NONE;
        }
        List<SyncPoint> candidates = new ArrayList<>();
        for (int i = 0; i < refined.used().size(); i++) {
            TrackedWindow used = refined.used().get(i);
            Refinement.Window w = refinement.windows().get(i);
            long offset = Math.round(w.offsetNs());
            double sigma = Verdict.sigmaNs(w, refined.halves());
            candidates.add(new SyncPoint(
                    w.middleNs(),
                    w.middleNs() - offset,
                    offset,
                    sigma,
                    refined.localScore()[i],
                    rival(used, segments.of(used).curve(used)),
                    alone(w, sigma),
                    Double.NaN));
        }
        PointGrading.Graded graded = PointGrading.grade(candidates, segments.jumps());
        int disagreeing = 0;
        for (int i = 0; i < candidates.size(); i++) {
            boolean wasGood = candidates.get(i).quality() == Quality.GOOD;
            disagreeing += wasGood && graded.points().get(i).quality() != Quality.GOOD ? 1 : 0;
        }
        disagreeing += unexplained(refined);
        return new Grading(
                new PointGrading.Graded(sharp(graded.points()), graded.parts(), graded.jumps()), disagreeing);
    }

    private static int unexplained(Refined refined) {
        double[] change = refined.used().stream()
                .mapToDouble(w -> Verdict.changeRadS(Objects.requireNonNull(w.rates())))
                .sorted()
                .toArray();
        double usual = change.length == 0 ? Double.POSITIVE_INFINITY : change[change.length / 2];
        return (int) refined.leftOut().stream()
                .filter(w -> JumpSearch.isLively(Objects.requireNonNull(w.rates()), usual))
                .count();
    }

    /** Number of good points. */
    int good() {
        return (int) graded.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .count();
    }

    /** The largest standard error of the lines at the ends of the stretches that they hold for, ns. */
    double widestNs(long durationNs) {
        double widest = graded.parts().isEmpty() ? Double.POSITIVE_INFINITY : 0;
        for (var part : graded.parts()) {
            for (long at : new long[] {Math.max(0, part.fromNs()), Math.min(durationNs, part.toNs())}) {
                widest = Math.max(widest, part.line().sigmaNsAt((double) at));
            }
        }
        return widest;
    }

    /** The lines' offset at a video time, ns; there must be a line. */
    double offsetNsAt(long videoNs) {
        return graded.parts().stream()
                .filter(part -> part.holdsAt(videoNs))
                .findFirst()
                .orElse(graded.parts().getFirst())
                .line()
                .at((double) videoNs);
    }

    /** The largest standard error of the lines in the middle of the stretches that they hold for, ns. */
    double middleNs(long durationNs) {
        double widest = graded.parts().isEmpty() ? Double.POSITIVE_INFINITY : 0;
        for (var part : graded.parts()) {
            double from = Math.max(0, part.fromNs());
            double to = Math.min(durationNs, part.toNs());
            widest = Math.max(widest, part.line().sigmaNsAt((from + to) / 2));
        }
        return widest;
    }

    /** Whether the offset is known as well as was asked for; false where nothing was asked. */
    boolean isPrecise(SyncRequest request, long durationNs) {
        Long precisionNs = request.windows().precisionNs();
        return precisionNs != null && middleNs(durationNs) <= precisionNs;
    }

    private static double rival(TrackedWindow window, @org.jspecify.annotations.Nullable CurvePeaks curve) {
        if (curve == null) {
            return Double.NaN;
        }
        int rival = rivalPlace(Objects.requireNonNull(window.rates()), curve);
        return rival < 0 ? Double.NaN : curve.score(rival);
    }

    /** The best entry of a window's curve outside its peak's lobe, or −1. */
    static int rivalPlace(VisualRates rates, CurvePeaks curve) {
        int at = curve.peak();
        int lobe = (int) Math.ceil(1.5 * rates.stepNs() / curve.stepNs());
        return at < 0 ? -1 : curve.peakOutside(curve.lobeEnd(at, -1, lobe), curve.lobeEnd(at, 1, lobe));
    }

    private static Quality alone(Refinement.Window w, double sigmaNs) {
        if (!(sigmaNs > 0) || !(sigmaNs < 3 * LARGEST_SIGMA_NS)) {
            return Quality.BAD;
        }
        return w.inlierShare() < LEAST_INLIERS ? Quality.DOUBTFUL : Quality.GOOD;
    }

    /** Points whose error bar is, or grew by the others' scatter, too large are not good any more. */
    private static List<SyncPoint> sharp(List<SyncPoint> points) {
        return points.stream()
                .map(p -> p.quality() == Quality.GOOD && p.sigmaNs() > LARGEST_SIGMA_NS
                        ? p.graded(Quality.DOUBTFUL, p.lineResidualNs(), p.sigmaNs())
                        : p)
                .toList();
    }
}
