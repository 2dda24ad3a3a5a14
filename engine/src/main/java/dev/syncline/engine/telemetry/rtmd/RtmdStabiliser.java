package dev.syncline.engine.telemetry.rtmd;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the stabiliser did, told from what it moved: the sensor, a lens, or the part of the sensor that is shown. The switch of
 * the stabiliser itself is not read: see the package.
 */
final class RtmdStabiliser {
    /** So many frames that differ from the one before are no damage. */
    private static final int FRAMES = 2;

    private RtmdStabiliser() {}

    /** For people; null where nothing moved. */
    static @Nullable String said(List<RtmdFrame> frames) {
        List<String> moved = new ArrayList<>();
        if (moved(frames, f -> f.sensorMoves, f -> f.sensorShift)) {
            moved.add("the sensor");
        }
        if (moved(frames, f -> f.lensMoves, f -> f.lensShift)) {
            moved.add("a lens");
        }
        if (moved(frames, f -> false, f -> f.cropOrigin)) {
            moved.add("the part of the sensor that is shown");
        }
        return moved.isEmpty()
                ? null
                : "in the camera (SteadyShot): " + String.join(" and ", moved) + " was moved while it filmed";
    }

    private static boolean moved(
            List<RtmdFrame> frames, Predicate<RtmdFrame> within, Function<RtmdFrame, @Nullable Object> ended) {
        int moves = 0;
        Object before = null;
        for (RtmdFrame frame : frames) {
            Object now = ended.apply(frame);
            moves += within.test(frame) || (before != null && now != null && !Objects.equals(now, before)) ? 1 : 0;
            before = now == null ? before : now;
        }
        return moves >= FRAMES;
    }
}
