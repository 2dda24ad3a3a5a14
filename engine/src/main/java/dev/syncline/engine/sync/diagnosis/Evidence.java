package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refused sync saw.
 *
 * @param log as it stands in its file
 * @param seen rates of the windows that have some, in order
 * @param peak the likeliest offset of the log as it stands; null where there was nothing to compare
 * @param refusal what the sync said itself
 * @param range offsets that were searched
 * @param held the orientation that was given; null where it was to be found
 * @param points how many of the points that were followed stand still in the picture
 */
public record Evidence(
        MotionLog log,
        LensProfile lens,
        List<VisualRates> seen,
        @Nullable CoarseOffset peak,
        Refusal refusal,
        OffsetRange range,
        @Nullable ImuOrientation held,
        StandingPoints points) {
    public Evidence {
        seen = List.copyOf(seen);
    }

    /** Frame interval of the windows, ns; NaN where there are none. */
    double frameNs() {
        return seen.isEmpty() ? Double.NaN : seen.getFirst().stepNs();
    }

    /** Correlation of the log as it stands at its likeliest offset; 0 where there is none. */
    double score() {
        return peak == null ? 0 : peak.score();
    }
}
