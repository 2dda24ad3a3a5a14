package dev.syncline.cli.preview;

import dev.syncline.cli.console.Version;
import dev.syncline.engine.preview.PointCheck;
import dev.syncline.engine.result.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks for programs. Names may be added, never changed; what is not known is null. */
final class CheckJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private CheckJson() {}

    /** UTF-8, with a newline at its end. */
    static byte[] of(SyncedClip clip, List<PointCheck> checks, boolean well) {
        ObjectNode root = JSON.createObjectNode();
        root.put("status", well ? "well" : "refused");
        root.put("reason", well ? null : CheckTable.verdict(checks));
        root.put("video", clip.videoName());
        root.put("log", clip.logName());
        ArrayNode shifts = root.putArray("shifts_ms");
        for (double shift : PointCheck.shiftsMs()) {
            shifts.add(Decimals.rounded(shift, 3));
        }
        ArrayNode points = root.putArray("points");
        for (PointCheck check : checks) {
            ObjectNode node = points.addObject();
            node.put("video_s", Decimals.secondsOf(check.videoNs()));
            node.put("offset_ms", Decimals.msOf(check.offsetNs()));
            node.put("turns_rad_s", Decimals.rounded(check.originalRadS(), 6));
            node.put("left", Decimals.rounded(check.leftAtOffset(), 6));
            ArrayNode beside = node.putArray("left_beside");
            for (double left : check.left()) {
                beside.add(Decimals.rounded(left, 6));
            }
            node.put("minimum_ms", Decimals.rounded(check.minimumMs(), 4));
            node.put("verdict", check.verdict().word());
        }
        root.putObject("engine").put("version", Version.text());
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
