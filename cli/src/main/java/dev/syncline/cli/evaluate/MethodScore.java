package dev.syncline.cli.evaluate;

import dev.syncline.cli.evaluate.ClipScore.PointError;
import dev.syncline.cli.evaluate.ClipScore.Verdict;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How a method did on all clips.
 *
 * @param method its name
 * @param description what was run, or where its answers were read
 */
record MethodScore(String method, String description, List<ClipScore> clips) {
    MethodScore {
        clips = List.copyOf(clips);
    }

    long count(Verdict verdict) {
        return clips.stream().filter(clip -> clip.verdict() == verdict).count();
    }

    /** Sizes of the points' errors, ms. */
    Spread pointErrors() {
        return Spread.of(points().mapToDouble(point -> Math.abs(point.errorMs())));
    }

    /** Sizes of the tracks' errors, ms. */
    Spread trackErrors() {
        return Spread.of(
                clips.stream().flatMap(clip -> clip.trackErrorMs().stream()).mapToDouble(Math::abs));
    }

    /** The error bars, ms. */
    Spread errorBars() {
        return Spread.of(withBars().mapToDouble(PointError::sigmaMs));
    }

    /** Share of the points that lie within so many of their error bars; NaN where there is none. */
    double coverage(double sigmas) {
        return withBars()
                .mapToDouble(point -> point.z() <= sigmas ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    long orientationsKnown() {
        return clips.stream().filter(clip -> clip.orientationRight() != null).count();
    }

    long orientationsRight() {
        return clips.stream()
                .filter(clip -> Boolean.TRUE.equals(clip.orientationRight()))
                .count();
    }

    /** What was measured of each clip, such as its processor time. */
    Spread costs(ToDoubleFunction<ClipScore.Cost> of) {
        return Spread.of(clips.stream()
                .flatMap(clip -> Stream.ofNullable(clip.cost()))
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value)));
    }

    private Stream<PointError> points() {
        return clips.stream().flatMap(clip -> clip.points().stream());
    }

    private Stream<PointError> withBars() {
        return points().filter(point -> !Double.isNaN(point.sigmaMs()));
    }

    /**
     * Percentiles: the smallest value that so many of the values do not exceed; NaN where there is none.
     *
     * @param count how many values there are
     */
    record Spread(int count, double median, double p90, double p95, double p99, double most) {
        static Spread of(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return new Spread(
                    sorted.length,
                    percentile(sorted, 50),
                    percentile(sorted, 90),
                    percentile(sorted, 95),
                    percentile(sorted, 99),
                    percentile(sorted, 100));
        }

        private static double percentile(double[] sorted, int percent) {
            int rank = (int) ((percent * (long) sorted.length + 99) / 100);
            return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)];
        }
    }
}
