package dev.syncline.engine.sync.track;

import java.time.Duration;
import java.util.List;

/** The offset over a whole clip: straight lines between knots, constant outside them. */
public record SyncTrack(List<Knot> knots) {
    /**
     * @param videoNs video clock, ns
     * @param offsetNs {@code t_video − t_log}, ns
     */
    public record Knot(long videoNs, double offsetNs) {}

    /** No offset known anywhere. */
    public static final SyncTrack EMPTY = new SyncTrack(List.of());

    public SyncTrack {
        knots = List.copyOf(knots);
        for (int i = 1; i < knots.size(); i++) {
            if (knots.get(i).videoNs() <= knots.get(i - 1).videoNs()) {
                throw new IllegalArgumentException("knots must have increasing times, knot " + i + " has not");
            }
        }
    }

    /**
     * The offset at a video time, ns.
     *
     * @throws IllegalStateException when the track is empty
     */
    public double offsetNsAt(Duration video) {
        return offsetNsAt(video.toNanos());
    }

    /**
     * The offset at a video time, ns.
     *
     * @throws IllegalStateException when the track is empty
     */
    public double offsetNsAt(long videoNs) {
        if (knots.isEmpty()) {
            throw new IllegalStateException("the track is empty");
        }
        if (videoNs <= knots.getFirst().videoNs()) {
            return knots.getFirst().offsetNs();
        }
        for (int i = 1; i < knots.size(); i++) {
            Knot a = knots.get(i - 1);
            Knot b = knots.get(i);
            if (videoNs <= b.videoNs()) {
                double f = (double) (videoNs - a.videoNs()) / (b.videoNs() - a.videoNs());
                return a.offsetNs() + f * (b.offsetNs() - a.offsetNs());
            }
        }
        return knots.getLast().offsetNs();
    }
}
