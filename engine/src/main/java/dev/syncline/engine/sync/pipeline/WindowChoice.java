package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where in a clip the offset can be known. The Cramér–Rao bound of a delay is {@code σ² / Σ|ω̇|²}: a window is worth as
 * much as the rate changes within it, frame to frame. The clip is cut into as many parts as points are wanted and the
 * best window of each is taken, so that drift shows.
 */
final class WindowChoice {
    /** A window that begins at a keyframe is taken when it is worth this share of the best one: it costs far less. */
    private static final double WORTH_TAKING = 0.8;

    /** A window is moved when more than this share of its length would be decoded before it, and for nothing. */
    private static final double COSTLY = 0.5;

    /** How far the best window may be moved to begin at a keyframe, in windows. */
    private static final double NEAR = 0.75;

    private final long durationNs;
    private final long windowNs;
    private final double costlyNs;
    private final double frameNs;
    private final LongUnaryOperator keyframeNs;

    /** @param keyframeNs the last keyframe at or before a time, ns, as {@code FrameSource} tells it */
    WindowChoice(long durationNs, long windowNs, double frameNs, LongUnaryOperator keyframeNs) {
        this(durationNs, windowNs, windowNs, frameNs, keyframeNs);
    }

    /** @param firstNs length of the part of each window that is looked at first, ns */
    WindowChoice(long durationNs, long windowNs, long firstNs, double frameNs, LongUnaryOperator keyframeNs) {
        this.durationNs = durationNs;
        this.windowNs = Math.min(windowNs, durationNs);
        this.costlyNs = COSTLY * Math.min(firstNs, this.windowNs);
        this.frameNs = frameNs;
        this.keyframeNs = keyframeNs;
    }

    /** A stretch of video, ns. */
    record Span(long fromNs, long toNs) {
        long middleNs() {
            return fromNs + (toNs - fromNs) / 2;
        }

        /** The beginning of it. */
        Span first(long lengthNs) {
            return new Span(fromNs, Math.min(toNs, fromNs + lengthNs));
        }
    }

    /** Around given places, kept inside the clip. */
    List<Span> at(List<Long> middlesNs) {
        List<Span> out = new ArrayList<>();
        for (long m : middlesNs) {
            out.add(around(m));
        }
        return out;
    }

    /** Evenly spread, each in its own part of the clip: for one of which nothing is known yet. */
    List<Span> even(int count) {
        int fit = (int) Math.max(1, Math.min(count, durationNs / windowNs));
        List<Span> out = new ArrayList<>();
        for (int i = 0; i < fit; i++) {
            Span middle = around((long) ((i + 0.5) / fit * durationNs));
            long roomNs = (durationNs / fit - windowNs) / 2;
            out.add(cheapest(middle, roomNs, span -> true));
        }
        return out;
    }

    /**
     * The nearest window that begins at a keyframe, at most so far away, and that will do; the wanted one itself where there
     * is none, or where it costs little.
     */
    private Span cheapest(Span wanted, long roomNs, Predicate<Span> willDo) {
        Span nearest = wanted;
        if (!isCostly(wanted)) {
            return nearest;
        }
        long leastNs = roomNs;
        for (long offNs : new long[] {roomNs, 0}) {
            Span span = fromKeyframe(wanted.fromNs() + offNs);
            long awayNs = span == null ? Long.MAX_VALUE : Math.abs(span.fromNs() - wanted.fromNs());
            if (span != null && awayNs <= leastNs && willDo.test(span)) {
                nearest = span;
                leastNs = awayNs;
            }
        }
        return nearest;
    }

    private boolean isCostly(Span span) {
        return span.fromNs() - keyframeNs.applyAsLong(span.fromNs()) > costlyNs;
    }

    /** The window that begins at the last keyframe before a time; null where the clip ends before it does. */
    private @Nullable Span fromKeyframe(long timeNs) {
        long from = keyframeNs.applyAsLong(timeNs);
        return from < 0 || from > durationNs - windowNs ? null : new Span(from, from + windowNs);
    }

    /** The most telling window of each of {@code count} parts, given the offset at each video time. */
    List<Span> byInformation(int count, MotionLog log, LongToDoubleFunction offsetNsAt) {
        int fit = (int) Math.max(1, Math.min(count, durationNs / windowNs));
        int n = (int) Math.min(4_000_000, Math.max(2, durationNs / frameNs));
        double[] information = information(n, log, offsetNsAt);
        int length = (int) Math.max(1, Math.min(n, Math.round(windowNs / frameNs)));
        double[] sum = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sum[i + 1] = sum[i] + information[i];
        }
        List<Span> out = new ArrayList<>();
        int end = 0;
        for (int p = 0; p < fit; p++) {
            int low = Math.max(end, (int) ((long) p * n / fit));
            int high = Math.min(n - length, (int) ((long) (p + 1) * n / fit) - length / 2);
            int best = -1;
            for (int i = low; i <= high; i++) {
                if (best < 0 || sum[i + length] - sum[i] > sum[best + length] - sum[best]) {
                    best = i;
                }
            }
            if (best < 0) {
                continue;
            }
            Span wanted = around((long) ((best + 0.5 * length) * frameNs));
            double least = WORTH_TAKING * (sum[best + length] - sum[best]);
            Span span = cheapest(wanted, (long) (NEAR * windowNs), near -> {
                int at = frame(near);
                return at >= low && at <= high && sum[at + length] - sum[at] >= least;
            });
            out.add(span);
            end = (span.equals(wanted) ? best : frame(span)) + length;
        }
        return out.isEmpty() ? even(count) : out;
    }

    private int frame(Span span) {
        return (int) Math.round(span.fromNs() / frameNs);
    }

    /** Worth of a span: Σ|Δω|² over its frames, (rad/s)². */
    double worth(Span span, MotionLog log, LongToDoubleFunction offsetNsAt) {
        int n = (int) Math.min(4_000_000, Math.max(2, durationNs / frameNs));
        double[] information = information(n, log, offsetNsAt);
        double sum = 0;
        for (int i = (int) (span.fromNs() / frameNs); i < Math.min(n, span.toNs() / frameNs); i++) {
            sum += information[Math.max(0, i)];
        }
        return sum;
    }

    private double[] information(int n, MotionLog log, LongToDoubleFunction offsetNsAt) {
        BoxAveragedRates rates = BoxAveragedRates.of(log.gyro());
        double[] out = new double[n];
        // The offset drifts slowly: one offset for each stretch of a thousand frames is near enough to choose by.
        int stretch = 1000;
        float[][] g = new float[3][stretch + 1];
        float[] known = new float[stretch + 1];
        for (int at = 0; at < n; at += stretch) {
            int count = Math.min(stretch, n - at);
            long videoNs = (long) (at * frameNs);
            rates.fill(videoNs - offsetNsAt.applyAsDouble(videoNs), frameNs, frameNs, count + 1, g, known);
            for (int i = 0; i < count; i++) {
                if (known[i] > 0 && known[i + 1] > 0) {
                    double d = 0;
                    for (int a = 0; a < 3; a++) {
                        double step = g[a][i + 1] - g[a][i];
                        d += step * step;
                    }
                    out[at + i] = d;
                }
            }
        }
        blank(out, log, offsetNsAt);
        return out;
    }

    private void blank(double[] information, MotionLog log, LongToDoubleFunction offsetNsAt) {
        for (MotionLog.TimeSpan s : log.saturated()) {
            double offset = offsetNsAt.applyAsDouble(s.fromNs());
            int from = Math.clamp((long) ((s.fromNs() + offset) / frameNs) - 1, 0, information.length);
            int to = Math.clamp((long) ((s.toNs() + offset) / frameNs) + 2, from, information.length);
            java.util.Arrays.fill(information, from, to, 0);
        }
    }

    private Span around(long middleNs) {
        long from = Math.clamp(middleNs - windowNs / 2, 0, Math.max(0, durationNs - windowNs));
        return new Span(from, Math.min(durationNs + 1, from + windowNs));
    }
}
