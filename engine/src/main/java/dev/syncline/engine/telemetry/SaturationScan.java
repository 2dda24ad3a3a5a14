package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds where a gyro was at its limit. Logs do not say what the limit is, so it is told from the samples: an axis holds
 * one value exactly, its largest or smallest of the whole log, for several samples, and comes to that value or leaves
 * it by a leap. A smooth peak holds its value too when it is coarsely quantised, but comes to it in single steps.
 */
public final class SaturationScan {
    private static final int SHORTEST_RUN = 3;
    /** No gyro's range ends below this: the smallest common one is 250 degrees per second, 4.36 rad/s. */
    private static final float LOWEST_LIMIT_RAD_S = 2;
    /** A leap is this many of the smallest steps that the axis takes anywhere. */
    private static final int LEAP_STEPS = 8;

    private SaturationScan() {}

    /** Spans of the log's clock where some axis is at its limit, in order, not overlapping. */
    public static List<TimeSpan> spans(GyroTrack gyro) {
        List<TimeSpan> found = new ArrayList<>();
        scan(gyro, gyro::x, found);
        scan(gyro, gyro::y, found);
        scan(gyro, gyro::z, found);
        return merged(found, gyro.gapNs());
    }

    /** One line on the spans, for people. */
    public static String warning(List<TimeSpan> spans) {
        double totalS = 0;
        for (TimeSpan span : spans) {
            totalS += (span.toNs() - span.fromNs()) * 1e-9;
        }
        return String.format(
                Locale.ROOT,
                "the gyro is at its limit %d time%s, %.3f s in all, first at log time %.3f s: rates there are not used",
                spans.size(),
                spans.size() == 1 ? "" : "s",
                totalS,
                spans.getFirst().fromNs() * 1e-9);
    }

    @FunctionalInterface
    private interface Axis {
        float at(int sample);
    }

    private static void scan(GyroTrack gyro, Axis axis, List<TimeSpan> found) {
        int n = gyro.size();
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        float step = Float.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            float v = axis.at(i);
            min = Math.min(min, v);
            max = Math.max(max, v);
            float d = i > 0 ? Math.abs(v - axis.at(i - 1)) : 0;
            if (d > 0) {
                step = Math.min(step, d);
            }
        }
        if (max >= LOWEST_LIMIT_RAD_S) {
            runs(gyro, axis, max, LEAP_STEPS * step, found);
        }
        if (min <= -LOWEST_LIMIT_RAD_S) {
            runs(gyro, axis, min, LEAP_STEPS * step, found);
        }
    }

    private static void runs(GyroTrack gyro, Axis axis, float limit, float leap, List<TimeSpan> found) {
        int shortest = shortestRun(gyro, axis, limit);
        int n = gyro.size();
        for (int i = 0; i < n; i++) {
            if (axis.at(i) != limit) {
                continue;
            }
            int from = i;
            while (i + 1 < n && axis.at(i + 1) == limit) {
                i++;
            }
            // The sample next to the run may lie anywhere between the limit and a leap away; the one after it does not.
            boolean leaps = (from > 1 && Math.abs(limit - axis.at(from - 2)) >= leap)
                    || (i + 2 < n && Math.abs(limit - axis.at(i + 2)) >= leap);
            if (i - from + 1 >= shortest && leaps) {
                found.add(new TimeSpan(gyro.timeNs(from), gyro.timeNs(i)));
            }
        }
    }

    /** A logger that is faster than its sensor repeats readings; a run at the limit must be longer than that. */
    private static int shortestRun(GyroTrack gyro, Axis axis, float limit) {
        long samples = 0;
        long runs = 0;
        float before = Float.NaN;
        for (int i = 0; i < gyro.size(); i++) {
            float v = axis.at(i);
            if (v != limit && v / limit > 0.25f) {
                samples++;
                runs += v == before ? 0 : 1;
            }
            before = v;
        }
        return runs == 0 ? SHORTEST_RUN : (int) Math.max(SHORTEST_RUN, Math.ceil(2.5 * samples / runs));
    }

    private static List<TimeSpan> merged(List<TimeSpan> spans, long joinNs) {
        List<TimeSpan> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(TimeSpan::fromNs));
        List<TimeSpan> result = new ArrayList<>();
        for (TimeSpan span : sorted) {
            if (!result.isEmpty() && span.fromNs() - result.getLast().toNs() <= joinNs) {
                TimeSpan last = result.removeLast();
                result.add(new TimeSpan(last.fromNs(), Math.max(last.toNs(), span.toNs())));
            } else {
                result.add(span);
            }
        }
        return result;
    }
}
