package dev.syncline.engine.pipeline;

import dev.syncline.engine.correlate.CoarseOffset;
import dev.syncline.engine.correlate.CurvePeaks;
import dev.syncline.engine.correlate.OrientationChoice;
import dev.syncline.engine.track.JumpPlace;
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
    static double[] mount(OrientationChoice mounting, CoarseOffset peak) {
        return isSquare(mounting) ? mounting.nearest().toCamera() : peak.turn();
    }

    static boolean isSquare(OrientationChoice mounting) {
        return mounting.angleRad() < SQUARE_RAD;
    }
}
