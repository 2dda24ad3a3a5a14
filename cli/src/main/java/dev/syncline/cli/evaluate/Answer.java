package dev.syncline.cli.evaluate;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a method says of a clip. */
sealed interface Answer {
    /**
     * An offset.
     *
     * @param points that the method vouches for, in order of time
     * @param offsetMsAt video less log, ms, at a video time in s: what would be used for the clip
     * @param orientation in Gyroflow's letters; null where the method does not say
     */
    record Synced(
            List<Point> points,
            DoubleUnaryOperator offsetMsAt,
            @Nullable String orientation) implements Answer {
        public Synced {
            points = List.copyOf(points);
        }
    }

    /**
     * No offset, and said so.
     *
     * @param reason one line; may be empty
     */
    record Refused(String reason) implements Answer {}

    /** It ended in an error. */
    record Failed(String reason) implements Answer {}

    /** The method was not asked, or its answer is not there. */
    record Absent() implements Answer {}

    /**
     * @param offsetMs video less log, ms
     * @param sigmaMs its standard error; NaN where the method gives none
     */
    record Point(double videoS, double offsetMs, double sigmaMs) {}
}
