package dev.syncline.engine.api;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.List;
import java.util.Locale;

/** What is known of motion data that the camera itself put into the video: it begins with the picture. */
final class OwnMotionData {
    /** Largest offset of a camera's own data, ns, as Gyroflow's documentation of synchronization has it. */
    static final double LARGEST_NS = 1e9;

    private OwnMotionData() {}

    /** The result, with a warning where its offset is one that no camera leaves. */
    static SyncResult judged(SyncResult result, ClipOrigin origin) {
        if (result.status() != SyncResult.Status.SYNCED || !origin.logFile().equals(origin.videoFile())) {
            return result;
        }
        double farthestNs = result.timeline().track().knots().stream()
                .mapToDouble(SyncTrack.Knot::offsetNs)
                .reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
        if (Math.abs(farthestNs) <= LARGEST_NS) {
            return result;
        }
        return result.warned(List.of(new Warning(
                WarningCode.LOG_SHIFTED,
                String.format(
                        Locale.ROOT,
                        "the motion data is inside the video, and no camera puts it more than 1 s away from the picture,"
                                + " yet it fits %.1f s away: was the file cut or joined? If not, the answer is wrong",
                        farthestNs * 1e-9))));
    }
}
