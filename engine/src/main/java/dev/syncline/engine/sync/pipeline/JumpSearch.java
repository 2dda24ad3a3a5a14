package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.pipeline.ClockSegments.Segment;
import dev.syncline.engine.sync.track.JumpPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for jumps of the clock, as joined files have them: neighbouring windows that move plainly, do not fit the offset
 * of the others, and fit another that stands up to the same test. Then looks closer at where the jump is.
 */
final class JumpSearch {
    /** A window that moves less than this share of the others' motion may miss the offset for its weakness alone. */
    private static final double LIVELY = 0.3;

    /** Windows that are tried between two segments to find the jump. */
    private static final int CLOSER = 6;

    private final GyroTrack log;
    private final OffsetRange range;
    private final WindowTracking tracking;
    private final WindowChoice choice;
    private final Matrix3 mount;

    /** @param mount log axes to camera, 3×3 row-major: the camera is the same before and after a jump */
    JumpSearch(GyroTrack log, OffsetRange range, WindowTracking tracking, WindowChoice choice, Matrix3 mount) {
        this.log = log;
        this.range = range;
        this.tracking = tracking;
        this.choice = choice;
        this.mount = mount;
    }

    /**
     * Where the windows do not fit one offset together: the peak of the first half or of the second, since a single jump
     * leaves at least one of them whole.
     *
     * @return null where neither stands up to the test
     */
    static @Nullable CoarseOffset ofHalf(OffsetSearch search, List<TrackedWindow> windows, OffsetRange range) {
        List<TrackedWindow> seen =
                windows.stream().filter(w -> w.rates() != null).toList();
        int half = seen.size() / 2;
        if (half < 2) {
            return null;
        }
        CoarseOffset best = null;
        for (List<TrackedWindow> part : List.of(seen.subList(0, half), seen.subList(seen.size() - half, seen.size()))) {
            CoarseOffset peak = search.find(Verdict.rates(part), range);
            if (peak != null && Verdict.ofPeak(peak) == null && (best == null || peak.evidence() > best.evidence())) {
                best = peak;
            }
        }
        return best;
    }

    /**
     * Cuts a clip where its clock jumps.
     *
     * @param windows in order; those tracked on the way are added, and those that a jump lies in are removed
     * @param searched the offset that most windows, or the first or last of them, agree on
     */
    ClockSegments segments(List<TrackedWindow> windows, Segment searched) throws IOException {
        CoarseOffset peak = searched.peak();
        List<@Nullable CoarseOffset> labels = labels(windows, peak);
        if (labels.stream().allMatch(l -> l == null || l.equals(peak))) {
            return new ClockSegments(List.of(segment(searched, peak, windows)), List.of());
        }
        List<CoarseOffset> peaks = new ArrayList<>();
        List<JumpPlace> jumps = new ArrayList<>();
        TrackedWindow last = null;
        for (int i = 0; i < labels.size(); i++) {
            CoarseOffset label = labels.get(i);
            if (label == null) {
                continue;
            }
            TrackedWindow window = windows.get(i);
            if (last == null || !label.equals(peaks.getLast())) {
                if (last != null) {
                    jumps.add(locate(last, peaks.getLast(), window, label, windows));
                    // Windows were added: go on behind the one that was reached.
                    labels = relabelled(labels, windows, window, label);
                    i = windows.indexOf(window);
                }
                peaks.add(label);
            }
            last = window;
        }
        for (JumpPlace jump : jumps) {
            windows.removeIf(
                    w -> w.fromNs() < jump.videoNs() + jump.withinNs() && w.toNs() > jump.videoNs() - jump.withinNs());
        }
        List<Segment> segments = new ArrayList<>();
        for (int k = 0; k < peaks.size(); k++) {
            long from = k == 0 ? Long.MIN_VALUE : jumps.get(k - 1).videoNs();
            long to = k == jumps.size() ? Long.MAX_VALUE : jumps.get(k).videoNs();
            List<TrackedWindow> own = windows.stream()
                    .filter(w -> w.middleNs() >= from && w.middleNs() < to)
                    .toList();
            segments.add(segment(searched, peaks.get(k), own));
        }
        return new ClockSegments(segments, jumps);
    }

    /** A segment with curves of all its windows: those of the first search where it saw them all. */
    private Segment segment(Segment searched, CoarseOffset peak, List<TrackedWindow> windows) {
        if (searched.curveWindows()
                .containsAll(windows.stream().filter(w -> w.rates() != null).toList())) {
            return new Segment(peak, windows, searched.curveWindows(), searched.curves());
        }
        CoarseOffset shown = new OffsetSearch(log, mount).find(Verdict.rates(windows), range);
        if (shown == null) {
            return new Segment(peak, windows, List.of(), List.of());
        }
        Segment curves = Segment.of(shown, windows);
        return new Segment(peak, windows, curves.curveWindows(), curves.curves());
    }

    /** Whether a window moves enough to be asked, where {@code usual} is what the others' rates change by, rad/s. */
    static boolean isLively(VisualRates rates, double usual) {
        return Verdict.changeRadS(rates) >= LIVELY * usual;
    }

    /** For each window the offset that it fits; null where it tells nothing. */
    private List<@Nullable CoarseOffset> labels(List<TrackedWindow> windows, CoarseOffset peak) {
        double[] change = new double[windows.size()];
        List<@Nullable CoarseOffset> labels = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            VisualRates rates = windows.get(i).rates();
            change[i] = rates == null ? 0 : Verdict.changeRadS(rates);
            labels.add(rates != null && fits(rates, peak) ? peak : null);
        }
        double usual = Arrays.stream(change)
                .sorted()
                .skip(windows.size() / 2)
                .findFirst()
                .orElse(0);
        for (int i = 0; i < windows.size(); i++) {
            List<TrackedWindow> run = new ArrayList<>();
            int end = i;
            while (end < windows.size() && labels.get(end) == null) {
                VisualRates rates = windows.get(end).rates();
                if (rates != null && isLively(rates, usual)) {
                    run.add(windows.get(end));
                }
                end++;
            }
            CoarseOffset other = run.isEmpty() ? null : other(run);
            for (int k = i; k < end && other != null; k++) {
                VisualRates rates = windows.get(k).rates();
                labels.set(k, rates != null && fits(rates, other) ? other : null);
            }
            i = Math.max(i, end - 1);
        }
        return labels;
    }

    private static List<@Nullable CoarseOffset> relabelled(
            List<@Nullable CoarseOffset> labels,
            List<TrackedWindow> windows,
            TrackedWindow reached,
            CoarseOffset label) {
        // What follows the window that was reached keeps its label; what was put before it needs none any more.
        int added = windows.size() - labels.size();
        List<@Nullable CoarseOffset> out = new ArrayList<>(labels);
        int at = windows.indexOf(reached);
        for (int k = 0; k < added; k++) {
            out.add(at - added, null);
        }
        out.set(at, label);
        return out;
    }

    private @Nullable CoarseOffset other(List<TrackedWindow> run) {
        CoarseOffset found = new OffsetSearch(log, mount).find(Verdict.rates(run), range);
        if (found == null || Verdict.ofPeak(found) != null) {
            return null;
        }
        return run.size() > 1 || Verdict.isPlain(found) ? found : null;
    }

    private boolean fits(VisualRates rates, CoarseOffset peak) {
        return LocalPeak.near(peak.offsetNsAt(rates.middleNs()), rates, log, mount)
                .tells();
    }

    private JumpPlace locate(
            TrackedWindow before,
            CoarseOffset left,
            TrackedWindow after,
            CoarseOffset right,
            List<TrackedWindow> windows)
            throws IOException {
        TrackedWindow a = before;
        TrackedWindow b = after;
        for (int k = 0; k < CLOSER && b.fromNs() - a.toNs() > a.toNs() - a.fromNs(); k++) {
            WindowChoice.Span span =
                    choice.at(List.of((a.middleNs() + b.middleNs()) / 2)).getFirst();
            TrackedWindow between = tracking.track(span.fromNs(), span.toNs());
            VisualRates rates = between.rates();
            if (rates == null) {
                break;
            }
            double onLeft = score(rates, left);
            double onRight = score(rates, right);
            if (Math.max(onLeft, onRight) < LocalPeak.LEAST_SCORE) {
                break;
            }
            windows.add(between);
            windows.sort(Comparator.comparingLong(TrackedWindow::fromNs));
            a = onLeft >= onRight ? between : a;
            b = onLeft >= onRight ? b : between;
        }
        return JumpLocation.between(a, left, b, right, tracking, log, mount);
    }

    private double score(VisualRates rates, CoarseOffset peak) {
        return LocalPeak.near(peak.offsetNsAt(rates.middleNs()), rates, log, mount)
                .score();
    }
}
