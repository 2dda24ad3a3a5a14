package dev.syncline.engine.sync.track;

import java.time.Duration;
import java.util.List;

/**
 * The offset over a whole clip: straight lines between knots, constant outside them.
 *
 * @param knots in order of video time, no two at one time; empty where no offset is known
 */
public record SyncTrack(List<Knot> knots) {
    /**
     * A corner of the track.
     *
     * @param videoNs video clock, ns
     * @param offsetNs {@code t_video − t_log}, ns
     */
    public record Knot(long videoNs, double offsetNs) {}

    /** No offset known anywhere. */
    public static final SyncTrack EMPTY = new SyncTrack(List.of());

    /**
     * Checks the order of the knots.
     *
     * @throws IllegalArgumentException when two knots are not in order of time
     */
    public SyncTrack {
        knots = List.copyOf(knots);
        for (int i = 1; i < knots.size(); i++) {
            if (knots.get(i).videoNs() <= knots.get(i - 1).videoNs()) {
                throw new IllegalArgumentException("knots must have increasing times, knot " + i + " has not");
            }
        }
    }

    /**
     * {@return the offset at a time of the video, {@code t_video − t_log}, ns}
     *
     * @param video time since the video's first frame
     * @throws IllegalStateException when the track is empty
     */
    public double offsetNsAt(Duration video) {
        return offsetNsAt(video.toNanos());
    }

    /**
     * {@return the offset at a time of the video, {@code t_video − t_log}, ns}
     *
     * @param videoNs video clock, ns
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
