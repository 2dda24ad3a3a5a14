package dev.syncline.bench.motionvectors;

import dev.syncline.bindings.ffmpeg.FfmpegDataTracks;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A clip's files and what is known to be true of it.
 *
 * @param truth the true offset over the clip; null where nobody knows
 * @param mustBeRefused true where log and picture do not belong together, or nothing turns
 */
record LookedClip(
        Path video,
        MotionLog log,
        LensProfile lens,
        @Nullable SyncTrack truth,
        boolean mustBeRefused) {
    /** The truth is read from NAME.truth.json beside NAME.lens.json, where there is one. */
    static LookedClip open(Path video, Path log, Path lens) throws IOException {
        Path truth = lens.resolveSibling(String.valueOf(lens.getFileName()).replace(".lens.json", ".truth.json"));
        MotionLog motion = TelemetryReaders.open(log, new FfmpegDataTracks());
        LensProfile profile = LensProfileReader.read(lens);
        if (!truth.toString().endsWith(".truth.json") || !Files.exists(truth)) {
            return new LookedClip(video, motion, profile, null, false);
        }
        JsonNode root = JsonMapper.shared().readTree(Files.readString(truth));
        List<SyncTrack.Knot> knots = new ArrayList<>();
        for (JsonNode knot : root.path("offset_at_video_s")) {
            knots.add(new SyncTrack.Knot(
                    Math.round(1e9 * knot.path(0).asDouble()),
                    1e9 * knot.path(1).asDouble()));
        }
        return new LookedClip(
                video,
                motion,
                profile,
                new SyncTrack(knots),
                root.path("should_refuse").asBoolean());
    }

    String name() {
        return String.valueOf(video.getFileName());
    }
}
