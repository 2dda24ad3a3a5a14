package dev.syncline.engine.edit;

import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import org.jspecify.annotations.Nullable;

/**
 * A sync point as it stands in a file that can be edited.
 *
 * @param videoNs where it stands, video clock, ns
 * @param offsetMs as the file holds it, ms: {@code t_video − t_log} in a result; in a Gyroflow project what Gyroflow shows
 * @param source where the offset comes from
 * @param measured what a sync found out about it; null where none did
 * @param halfSampleMs what of the offset is there for Gyroflow's way of integrating, ms; NaN where unknown
 * @param madeWith the settings that it was made with, {@link MotionSettings#text()}; null where the file does not say
 * @param index its place in the file as read; −1 for a new or changed point
 */
public record EditPoint(
        long videoNs,
        double offsetMs,
        PointSource source,
        @Nullable SyncPoint measured,
        double halfSampleMs,
        @Nullable String madeWith,
        int index) {
    /** The index of a point that is not in the file yet. */
    static final int NEW = -1;

    /** A point that a person sets. */
    public static EditPoint manual(long videoNs, double offsetMs) {
        return new EditPoint(videoNs, offsetMs, PointSource.MANUAL, null, Double.NaN, null, NEW);
    }

    /**
     * A point that a sync measured just now.
     *
     * @param offsetMs as the file is to hold it
     * @param halfSampleMs what of it is there for Gyroflow's way of integrating
     */
    public static EditPoint measured(SyncPoint point, double offsetMs, double halfSampleMs) {
        return new EditPoint(point.videoNs(), offsetMs, PointSource.MEASURED, point, halfSampleMs, null, NEW);
    }

    /** Whether the track goes by it: what a person set, and what a sync found good. */
    public boolean counts() {
        return measured == null || measured.quality() == Quality.GOOD;
    }

    EditPoint madeWith(@Nullable String settings) {
        return new EditPoint(videoNs, offsetMs, source, measured, halfSampleMs, settings, index);
    }

    EditPoint graded(SyncPoint graded) {
        return new EditPoint(videoNs, offsetMs, source, graded, halfSampleMs, madeWith, index);
    }
}
