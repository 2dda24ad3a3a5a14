package dev.syncline.cli.sync;

import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the windows of a sync go: what only an open clip tells. */
public sealed interface Places {
    /** More windows than this are not asked for at once. */
    int MOST = 500;

    /**
     * Middles of the windows.
     *
     * @param named what the options name themselves
     * @throws IOException when none of them lies in the clip
     */
    List<Duration> in(VideoInfo info, List<Duration> named) throws IOException;

    /** As the options say. */
    record AsNamed() implements Places {
        @Override
        public List<Duration> in(VideoInfo info, List<Duration> named) {
            return named;
        }
    }

    /** In the middles of equal parts of the clip. */
    record Even(int count) implements Places {
        @Override
        public List<Duration> in(VideoInfo info, List<Duration> named) {
            List<Duration> middles = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                middles.add(Duration.ofNanos(Math.round(info.durationNs() * ((i + 0.5) / count))));
            }
            return middles;
        }
    }

    /** By patterns, as Gyroflow's {@code custom_sync_pattern} has them. */
    record Pattern(List<Item> items) implements Places {
        public Pattern {
            items = List.copyOf(items);
        }

        /**
         * A row of places.
         *
         * @param start of the row; null for the clip's start
         * @param interval from each to the next; null for one place only
         * @param gap between two windows at each place; null for one window
         */
        record Item(
                @Nullable Length start,
                @Nullable Length interval,
                @Nullable Length gap) {}

        /**
         * A length as the pattern gives it.
         *
         * @param value seconds, or frames
         * @param frames whether it counts frames
         */
        record Length(double value, boolean frames) {
            double ns(double fps) {
                return frames ? value / fps * 1e9 : value * 1e9;
            }
        }

        @Override
        public List<Duration> in(VideoInfo info, List<Duration> named) throws IOException {
            double end = info.durationNs();
            TreeSet<Long> places = new TreeSet<>();
            for (Item item : items) {
                double start = item.start() == null ? 0 : item.start().ns(info.fps());
                double interval =
                        item.interval() == null ? end : item.interval().ns(info.fps());
                double gap = item.gap() == null ? 0 : item.gap().ns(info.fps());
                for (double at = start; at < end && places.size() <= MOST; at += interval) {
                    places.add(Math.round(at - gap / 2));
                    places.add(Math.round(at + gap / 2));
                }
            }
            List<Duration> middles = places.stream()
                    .filter(ns -> ns >= 0 && ns < info.durationNs())
                    .map(Duration::ofNanos)
                    .toList();
            if (middles.isEmpty() || middles.size() > MOST) {
                throw new IOException("custom_sync_pattern: " + (middles.isEmpty() ? "none" : "more than " + MOST)
                        + " of its places lie" + (middles.isEmpty() ? "" : "s") + " in " + info.name()
                        + ", which is " + info.durationNs() * 1e-9 + " s long");
            }
            return middles;
        }
    }
}
