package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.sync.correlate.CentredSums;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.CurvePeaks;
import dev.syncline.engine.sync.correlate.OrientationChoice;
import dev.syncline.engine.sync.track.JumpPlace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Coarse offsets over a clip: one for all of it, or one for each stretch between jumps of the clock.
 *
 * @param segments in order of video time, at least one
 * @param jumps between them
 */
record ClockSegments(List<Segment> segments, List<JumpPlace> jumps) {
    /** A mounting further off than this is not square. */
    private static final double SQUARE_RAD = Math.toRadians(25);

    /** A square mounting may leave this many times as much unexplained as the best turn. */
    private static final double WORSE = 1.5;

    /** And so much more, as a share of the motion: about what a tilt of ten degrees leaves. */
    private static final double TILT_SHOWS = 0.03;

    /**
     * @param peak the offset that is believed
     * @param windows those that lie in this stretch, in order
     * @param curveWindows those that {@code curves} belong to
     * @param curves what each of them saw over the whole search
     */
    record Segment(
            CoarseOffset peak, List<TrackedWindow> windows, List<TrackedWindow> curveWindows, List<CurvePeaks> curves) {
        Segment {
            windows = List.copyOf(windows);
            curveWindows = List.copyOf(curveWindows);
            curves = List.copyOf(curves);
        }

        /** All of a search's windows at its peak. */
        static Segment of(CoarseOffset peak, List<TrackedWindow> windows) {
            List<TrackedWindow> seen =
                    windows.stream().filter(w -> w.rates() != null).toList();
            return new Segment(peak, windows, seen, peak.windowPeaks());
        }

        /** What a window saw over the whole search; null where it was not searched. */
        @Nullable
        CurvePeaks curve(TrackedWindow window) {
            int at = curveWindows.indexOf(window);
            return at < 0 ? null : curves.get(at);
        }
    }

    ClockSegments {
        segments = List.copyOf(segments);
        jumps = List.copyOf(jumps);
    }

    /** All windows, in order. */
    List<TrackedWindow> windows() {
        List<TrackedWindow> out = new ArrayList<>();
        segments.forEach(s -> out.addAll(s.windows()));
        return out;
    }

    /** The segment that holds a window. */
    Segment of(TrackedWindow window) {
        return segments.stream()
                .filter(s -> s.windows().contains(window))
                .findFirst()
                .orElseThrow();
    }

    /** The believed offset at a video time, ns. */
    double offsetNsAt(long videoNs) {
        int at = 0;
        while (at < jumps.size() && videoNs >= jumps.get(at).videoNs()) {
            at++;
        }
        return segments.get(at).peak().offsetNsAt((double) videoNs);
    }

    /** Log axes to camera: square where the motion says nearly square, else as the rates found it. */
    static Matrix3 mount(OrientationChoice mounting, CoarseOffset peak) {
        return isSquare(mounting, peak) ? mounting.nearest().toCamera() : peak.turn();
    }

    /** Whether a square mounting is near, and explains the rates nearly as well as the best turn. */
    static boolean isSquare(OrientationChoice mounting, CoarseOffset peak) {
        if (mounting.angleRad() >= SQUARE_RAD) {
            return false;
        }
        CentredSums sums = peak.sums();
        double norm = sums.norm();
        double square = norm > 0 ? sums.along(mounting.nearest().toCamera()) / norm : 0;
        double free = norm > 0 ? sums.best() / norm : 0;
        return 1 - square * square < WORSE * (1 - free * free) + TILT_SHOWS;
    }
}
