package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.telemetry.MotionLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** Which windows are looked at: first, and then where those did not suffice. */
final class WindowPlan {
    /** Windows looked at before giving up: this many, or twice the points asked for where that is more. */
    private static final int MOST_WINDOWS = 12;

    /** A window is exchanged for another of its part of the clip when that one tells this many times as much. */
    private static final double WORTH_EXCHANGING = 2;

    /** More windows are worth it as long as they narrow the line's error bar to this share. */
    private static final double STILL_NARROWING = 0.8;

    /** Narrower than this the line need not be, ns. */
    private static final double NARROW_ENOUGH_NS = 0.01e6;

    private final WindowChoice choice;
    private final MotionLog log;
    private final SyncRequest request;
    private boolean exchanged;
    private double widestNs = Double.POSITIVE_INFINITY;

    WindowPlan(WindowChoice choice, MotionLog log, SyncRequest request) {
        this.choice = choice;
        this.log = log;
        this.request = request;
    }

    List<WindowChoice.Span> first() {
        if (!request.windows().atNs().isEmpty()) {
            return choice.at(request.windows().atNs());
        }
        int count = Math.max(3, request.windows().points());
        return log.onVideosClock() ? choice.byInformation(count, log, v -> 0) : choice.even(count);
    }

    /** Windows between those looked at, while there is room. */
    List<WindowChoice.Span> more(List<TrackedWindow> windows) {
        return between(windows, Math.max(MOST_WINDOWS, 2 * request.windows().points()));
    }

    /** Windows that tell far more than those looked at, now that the offset is roughly known. */
    List<WindowChoice.Span> better(List<TrackedWindow> windows, LongToDoubleFunction offsetNsAt) {
        List<WindowChoice.Span> better = new ArrayList<>();
        if (!request.windows().atNs().isEmpty()) {
            return better;
        }
        for (WindowChoice.Span s : choice.byInformation(request.windows().points(), log, offsetNsAt)) {
            TrackedWindow nearest = windows.stream()
                    .min(Comparator.comparingLong(w -> Math.abs(w.middleNs() - s.middleNs())))
                    .orElseThrow();
            double has = nearest.rates() == null
                    ? 0
                    : choice.worth(new WindowChoice.Span(nearest.fromNs(), nearest.toNs()), log, offsetNsAt);
            if (choice.worth(s, log, offsetNsAt) > WORTH_EXCHANGING * has) {
                better.add(s);
            }
        }
        return better;
    }

    /**
     * Windows to add once all were refined: where points contradict each other or fewer than two are good, and, where the user
     * leaves their number open, as long as the line's error bar shrinks.
     */
    List<WindowChoice.Span> afterGrading(List<TrackedWindow> windows, Grading grading, long durationNs) {
        // A single telling window is checked by its halves; weak ones beside it would only blur what all share.
        boolean alone = grading.graded().points().size() == 1 && grading.good() == 1;
        if (grading.disagreeing() > 0 || (grading.good() < 2 && !alone)) {
            List<WindowChoice.Span> more = more(windows);
            if (!more.isEmpty()) {
                return more;
            }
        }
        if (request.windows().mostPoints() == request.windows().points()) {
            return List.of();
        }
        double before = widestNs;
        widestNs = grading.widestNs(durationNs);
        boolean narrowing = widestNs > NARROW_ENOUGH_NS && !(widestNs > STILL_NARROWING * before);
        return narrowing ? between(windows, request.windows().mostPoints()) : List.of();
    }

    /**
     * What is added once all were refined. Where an error bar is given that is enough, windows that tell far more are added
     * when it was not reached; without, those were exchanged before.
     */
    RefineRounds.Further further() {
        return request.windows().precisionNs() == null ? this::afterGrading : this::untilPrecise;
    }

    private List<WindowChoice.Span> untilPrecise(List<TrackedWindow> windows, Grading grading, long durationNs) {
        boolean carries = grading.disagreeing() == 0 && grading.good() >= 2;
        if (carries && grading.isPrecise(request, durationNs)) {
            return List.of();
        }
        List<WindowChoice.Span> better = List.of();
        if (!exchanged && !grading.graded().parts().isEmpty()) {
            exchanged = true;
            better = better(windows, grading::offsetNsAt).stream()
                    .filter(s -> windows.stream().noneMatch(w -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs()))
                    .toList();
        }
        return better.isEmpty() ? afterGrading(windows, grading, durationNs) : better;
    }

    private List<WindowChoice.Span> between(List<TrackedWindow> windows, int most) {
        List<WindowChoice.Span> out = new ArrayList<>();
        if (!request.windows().atNs().isEmpty()) {
            return out;
        }
        int count = Math.min(most, 2 * windows.size() + 1);
        for (WindowChoice.Span s : choice.even(count)) {
            boolean fresh = windows.stream().noneMatch(w -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs());
            if (fresh && windows.size() + out.size() < most) {
                out.add(s);
            }
        }
        return out;
    }
}
