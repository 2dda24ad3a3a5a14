package dev.syncline.engine.result;

import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;

/** How well the offset is known at any time of a clip, from the good points and the drift's standard error. */
public final class TrackBand {
    private TrackBand() {}

    /**
     * How well the offset is known at one time: the error of the weighted mean of the good points, plus the drift's
     * share, which grows with the distance from their middle; where the clock jumps, of the points on the same side.
     *
     * @param result with its points, jumps and drift
     * @param videoNs video clock, ns
     * @return standard error of the offset on the line, ns; NaN where no good point has a standard error
     */
    public static double sigmaNsAt(SyncResult result, long videoNs) {
        double weights = 0;
        double weightedNs = 0;
        for (SyncPoint point : result.points()) {
            if (point.quality() == Quality.GOOD
                    && point.sigmaNs() > 0
                    && stretch(result, point.videoNs()) == stretch(result, videoNs)) {
                double weight = 1 / (point.sigmaNs() * point.sigmaNs());
                weights += weight;
                weightedNs += weight * point.videoNs();
            }
        }
        if (!(weights > 0)) {
            return Double.NaN;
        }
        double drift = Double.isFinite(result.timeline().driftSigmaPpm())
                ? result.timeline().driftSigmaPpm() * 1e-6
                : 0;
        return Math.hypot(1 / Math.sqrt(weights), drift * (videoNs - weightedNs / weights));
    }

    /** Which stretch between the clock's jumps a time lies in. */
    private static long stretch(SyncResult result, long videoNs) {
        return result.timeline().jumps().stream()
                .filter(j -> j.videoNs() <= videoNs)
                .count();
    }
}
