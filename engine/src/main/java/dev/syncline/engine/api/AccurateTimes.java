package dev.syncline.engine.api;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.kernel.Kernels;
import dev.syncline.engine.result.Estimates;
import dev.syncline.engine.result.Mounting;
import dev.syncline.engine.result.SyncInputs;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.Timeline;
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
                why + ": its times are taken for the video's as they are, nothing was measured"));
        warnings.addAll(log.warnings());
        long end = Math.max(1, video.durationNs());
        SyncTrack zero = new SyncTrack(List.of(new SyncTrack.Knot(0, 0), new SyncTrack.Knot(end, 0)));
        return new SyncResult(
                null,
                new SyncInputs(
                        video.name(), log.name(), lens.name(), video.durationNs(), video.fps(), log.gyroflowZeroNs()),
                List.of(),
                new Timeline(zero, List.of(), 0, Double.NaN),
                Mounting.declared(log.orientationDeclared() ? log.orientation().letters() : null),
                Estimates.known(null, log.shutter()),
                new SyncResult.Engine(Syncline.version(), Kernels.active().name(), "none"),
                warnings,
                List.of());
    }
}
