package dev.syncline.engine.api;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.video.VideoInfo;
import java.util.ArrayList;
import java.util.List;

/** The answer for a clip whose motion data has the video's own times: offset zero by the camera's word, nothing measured. */
final class AccurateTimes {
    private AccurateTimes() {}

    static SyncResult result(VideoInfo video, MotionLog log, LensProfile lens, String why) {
        List<Warning> warnings = new ArrayList<>();
        warnings.add(new Warning(
                WarningCode.ACCURATE_TIMES,
                why + ": its times are the video's, nothing was measured and no sync is needed"));
        log.warnings().forEach(w -> warnings.add(new Warning(WarningCode.LOG, w)));
        return new SyncResult(
                null,
                video.name(),
                log.name(),
                video.durationNs(),
                video.fps(),
                List.of(),
                new SyncTrack(
                        List.of(new SyncTrack.Knot(0, 0), new SyncTrack.Knot(Math.max(1, video.durationNs()), 0))),
                List.of(),
                0,
                Double.NaN,
                log.orientationDeclared() ? log.orientation().letters() : null,
                null,
                Double.NaN,
                null,
                null,
                log.shutter(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                lens.name(),
                log.gyroflowZeroNs(),
                new SyncResult.Engine(Syncline.version(), Kernels.active().name(), "none"),
                warnings,
                List.of());
    }
}
