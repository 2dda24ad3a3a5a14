package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.telemetry.MotionLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Where an error bar is given that is enough: the beginnings of the windows that would be looked at without, and more short
 * windows as long as that bar is not reached and can be. Together they hold no more video than the whole windows.
 */
final class ShortWindows {
    private final WindowPlan whole;
    private final WindowChoice choice;
    private final MotionLog log;
    private final SyncRequest request;
    private final long lengthNs;
    private final int most;

    /**
     * @param whole the windows that would be looked at without
     * @param choice of short windows
     * @param lengthNs of a short window, ns
     * @param most short windows that hold as much video as the whole ones
     */
    ShortWindows(WindowPlan whole, WindowChoice choice, MotionLog log, SyncRequest request, long lengthNs, int most) {
        this.whole = whole;
        this.choice = choice;
        this.log = log;
        this.request = request;
        this.lengthNs = lengthNs;
        this.most = most;
    }

    List<WindowChoice.Span> first() {
        return whole.first().stream().map(span -> span.first(lengthNs)).toList();
    }

    /** The most telling windows besides, as many as are needed; none where they do not suffice or are not needed. */
    List<WindowChoice.Span> afterGrading(List<TrackedWindow> windows, Grading grading, long durationNs) {
        List<WindowChoice.Span> out = new ArrayList<>();
        Long precisionNs = request.windows().precisionNs();
        boolean doubtful = grading.disagreeing() > 0 || grading.good() < 2;
        if (precisionNs == null
                || doubtful
                || !request.windows().atNs().isEmpty()
                || grading.isPrecise(request, durationNs)) {
            return out;
        }
        // Windows that tell alike: the error bar shrinks with the root of their number.
        double needed = windows.size() * Math.pow(grading.middleNs(durationNs) / precisionNs, 2);
        if (needed > most) {
            return out;
        }
        LongToDoubleFunction offsetNsAt = grading::offsetNsAt;
        for (WindowChoice.Span s : choice.byInformation(most, log, offsetNsAt)) {
            if (windows.stream().noneMatch(w -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs())) {
                out.add(s);
            }
        }
        out.sort(Comparator.comparingDouble(s -> -choice.worth(s, log, offsetNsAt)));
        int room = Math.max(1, (int) Math.ceil(needed) - windows.size());
        return out.size() < room ? List.of() : out.subList(0, room);
    }
}
