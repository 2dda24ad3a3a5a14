package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * As many points as were asked for. At least three windows are looked at, since they check each other; who asks for fewer
 * points is given the best of them, and the line through all. Where other numbers come out, the result says why.
 */
final class PromisedPoints {
    private static final Comparator<SyncPoint> BEST_FIRST = Comparator.comparingInt(PromisedPoints::rank)
            .thenComparingDouble(SyncPoint::sigmaNs)
            .thenComparingLong(SyncPoint::videoNs);

    private PromisedPoints() {}

    private static int rank(SyncPoint p) {
        return switch (p.quality()) {
            case GOOD -> 0;
            case DOUBTFUL -> 1;
            case BAD -> 2;
        };
    }

    /** @param windowNs length of the windows that were looked at */
    static SyncResult of(SyncResult result, SyncRequest request, long windowNs) {
        if (result.status() != SyncResult.Status.SYNCED
                || !request.windows().atNs().isEmpty()) {
            return result;
        }
        int wanted = request.windows().points();
        if (wanted < SyncRequest.DEFAULT.windows().points()) {
            return result.points().size() > request.windows().mostPoints()
                            && result.timeline().jumps().isEmpty()
                    ? result.withPoints(best(result.points(), request.windows().mostPoints()))
                    : result;
        }
        int came = result.points().size();
        boolean more = came > request.windows().mostPoints();
        if ((came >= wanted && !more) || wanted == SyncRequest.DEFAULT.windows().points()) {
            return result;
        }
        long fit = Math.max(1, result.inputs().durationNs() / Math.max(1, windowNs));
        String why = more
                ? "more places were looked at, since some contradicted each other or told little"
                : fit < wanted
                        ? Verdict.format(
                                "the video is %.1f s long and holds %d windows of %.1f s",
                                result.inputs().durationNs() * 1e-9, fit, windowNs * 1e-9)
                        : "the other windows tell nothing: too little turning, or nothing to follow";
        return result.warned(List.of(new Warning(
                WarningCode.POINT_COUNT,
                Verdict.format("%d points were asked for, and there are %d: %s", wanted, came, why))));
    }

    /** The best, in order of time; not two from the same half where there are good ones in both. */
    private static List<SyncPoint> best(List<SyncPoint> points, int count) {
        List<SyncPoint> left = new ArrayList<>(points);
        left.sort(BEST_FIRST);
        List<SyncPoint> out = new ArrayList<>();
        SyncPoint first = left.removeFirst();
        out.add(first);
        while (out.size() < count && !left.isEmpty()) {
            SyncPoint next = left.stream()
                    .filter(p -> p.quality() == Quality.GOOD)
                    .max(Comparator.comparingLong(p -> Math.abs(p.videoNs() - first.videoNs())))
                    .orElse(left.getFirst());
            left.remove(next);
            out.add(next);
        }
        out.sort(Comparator.comparingLong(SyncPoint::videoNs));
        return out;
    }
}
