package dev.syncline.cli.inspect;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.LogSummary;
import dev.syncline.engine.telemetry.StreamSummary;
import dev.syncline.engine.video.VideoInfo;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found, for programs: an array with an object a file. Names may be added, never changed. */
final class InspectJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private InspectJson() {}

    static String of(List<Inspected> all) {
        ArrayNode root = JSON.createArrayNode();
        all.forEach(found -> describe(found, root.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void describe(Inspected found, ObjectNode node) {
        LogSummary log = found.summary();
        node.put("file", found.file().toString());
        node.put("format", found.log().format());
        node.put("camera", found.facts().camera());
        node.put("firmware", found.facts().firmware());
        node.put("lens", found.facts().lens());
        VideoInfo video = found.video();
        if (video == null) {
            node.putNull("video");
        } else {
            ObjectNode picture = node.putObject("video");
            picture.put("width_px", video.widthPx());
            picture.put("height_px", video.heightPx());
            picture.put("fps", video.fps());
            picture.put("duration_s", video.durationNs() * 1e-9);
            picture.put("codec", video.codec());
        }
        ArrayNode streams = node.putArray("streams");
        found.facts().streams().forEach(streams::add);
        node.put("samples", log.samples());
        node.put("rate_hz", log.rateHz());
        node.put("start_s", log.startNs() * 1e-9);
        node.put("end_s", log.endNs() * 1e-9);
        node.put("largest_rad_s", log.largestRadS());
        ArrayNode others = node.putArray("other_streams");
        found.log().streams().forEach(stream -> describe(stream, others.addObject()));
        node.put("recordings", found.recordings());
        node.put("gaps", log.gaps());
        node.put("longest_gap_s", log.longestGapNs() * 1e-9);
        node.put("jitter_ms", log.jitterNs() * 1e-6);
        node.put("saturated_spans", log.saturatedSpans());
        node.put("saturated_s", log.saturatedNs() * 1e-9);
        node.put("orientation", found.log().orientation().letters());
        node.put("orientation_declared", found.log().orientationDeclared());
        RollingShutter shutter = found.log().shutter();
        if (shutter == null) {
            node.putNull("readout_ms");
        } else {
            node.put("readout_ms", shutter.readoutS() * 1000);
        }
        node.put("stabilised", found.facts().stabilised());
        node.put("needs_sync", found.facts().timesAreAccurate() == null);
        node.put("reason", found.facts().timesAreAccurate());
        ArrayNode warnings = node.putArray("warnings");
        ArrayNode codes = node.putArray("warning_codes");
        for (Warning warning : found.warnings()) {
            warnings.add(warning.text());
            codes.add(warning.code().name());
        }
    }

    private static void describe(SensorTrack stream, ObjectNode node) {
        StreamSummary summary = StreamSummary.of(stream);
        node.put("quantity", stream.quantity().name().toLowerCase(Locale.ROOT));
        node.put("unit", stream.quantity().unit());
        node.put("samples", summary.samples());
        put(node, "rate_hz", summary.rateHz());
        node.put("start_s", summary.startNs() * 1e-9);
        node.put("end_s", summary.endNs() * 1e-9);
        put(node, "least", summary.least());
        put(node, "most", summary.most());
        put(node, "mean", summary.mean());
        node.put("note", stream.note().isEmpty() ? null : stream.note());
    }

    /** JSON has no NaN. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
