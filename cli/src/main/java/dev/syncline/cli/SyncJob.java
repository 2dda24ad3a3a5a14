package dev.syncline.cli;

import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.pipeline.SyncRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One clip to be synced, as the user named it.
 *
 * @param log null to look inside the video, then beside it
 * @param lens null to assume a field of view
 * @param workingHeightPx height that frames are scaled down to
 * @param flow what follows the points
 * @param readout where the readout time comes from
 * @param at middles of the windows; empty to have them chosen
 * @param points how many sync points
 * @param search half-width of the search around {@code roughOffset}; null for the whole log
 * @param estimateBias false where the log is free of bias
 * @param device where points are followed
 */
record SyncJob(
        Path video,
        @Nullable Path log,
        @Nullable Path lens,
        int workingHeightPx,
        int threads,
        FlowChoice flow,
        ReadoutChoice readout,
        OrientationChoice orientation,
        PointCount points,
        Duration window,
        List<Duration> at,
        Duration roughOffset,
        @Nullable Duration search,
        boolean estimateBias,
        DeviceChoice device) {
    /** What is asked of the pipeline, once the log is open and has said how its axes lie. */
    SyncRequest request(ImuOrientation declaredByLog) {
        return new SyncRequest(
                points.least(),
                points.most(),
                window.toNanos(),
                at.stream().map(Duration::toNanos).toList(),
                roughOffset.toNanos(),
                search == null ? null : Long.valueOf(search.toNanos()),
                orientation.held(declaredByLog),
                readout.given(),
                readout.source() == ReadoutChoice.Source.ESTIMATED,
                estimateBias);
    }
}
