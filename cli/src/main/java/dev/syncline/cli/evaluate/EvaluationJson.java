package dev.syncline.cli.evaluate;

import dev.syncline.cli.evaluate.ClipScore.PointError;
import dev.syncline.cli.evaluate.ClipScore.Verdict;
import dev.syncline.cli.evaluate.MethodScore.Spread;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An evaluation as JSON: all that its page and a plot of one's own need. docs/evaluating.md names what is in it. */
final class EvaluationJson {
    /** Counted up where a name changes its meaning or goes. */
    private static final int SCHEMA = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EvaluationJson() {}

    static byte[] write(Evaluation evaluation) {
        return MAPPER.writeValueAsBytes(tree(evaluation));
    }

    static ObjectNode tree(Evaluation evaluation) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("folder", evaluation.folder());
        root.put("version", evaluation.version());
        root.put("machine", evaluation.machine());
        ArrayNode at = root.putArray("track_at");
        ClipScore.TRACK_AT.forEach(at::add);
        ArrayNode methods = root.putArray("methods");
        for (MethodScore method : evaluation.methods()) {
            ObjectNode node = methods.addObject();
            node.put("method", method.method());
            node.put("description", method.description());
            summary(node.putObject("summary"), method);
            ArrayNode clips = node.putArray("clips");
            method.clips().forEach(clip -> clip(clips.addObject(), clip));
        }
        ForeignLogs.Tried foreign = evaluation.foreign();
        if (foreign != null) {
            ObjectNode node = root.putObject("foreign_logs");
            node.put("tried", foreign.pairs());
            ArrayNode accepted = node.putArray("accepted");
            foreign.accepted()
                    .forEach(pair ->
                            accepted.addObject().put("clip", pair.clip()).put("log_of", pair.log()));
        }
        return root;
    }

    private static void summary(ObjectNode node, MethodScore method) {
        for (Verdict verdict : Verdict.values()) {
            node.put(verdict.name().toLowerCase(Locale.ROOT), method.count(verdict));
        }
        spread(node, "point_error_ms", method.pointErrors());
        spread(node, "track_error_ms", method.trackErrors());
        spread(node, "error_bar_ms", method.errorBars());
        for (int sigmas = 1; sigmas <= 3; sigmas++) {
            number(node, "within_" + sigmas + "_error_bars", method.coverage(sigmas));
        }
        node.put("orientation_known", method.orientationsKnown());
        node.put("orientation_right", method.orientationsRight());
        spread(node, "cpu_s", method.costs(ClipScore.Cost::syncCpuS));
        spread(node, "decode_cpu_s", method.costs(ClipScore.Cost::decodeCpuS));
        spread(node, "cpu_over_decode", method.costs(cost -> cost.syncCpuS() / cost.decodeCpuS()));
    }

    private static void spread(ObjectNode node, String name, Spread spread) {
        ObjectNode of = node.putObject(name);
        of.put("count", spread.count());
        number(of, "median", spread.median());
        number(of, "p90", spread.p90());
        number(of, "p95", spread.p95());
        number(of, "p99", spread.p99());
        number(of, "most", spread.most());
    }

    private static void clip(ObjectNode node, ClipScore clip) {
        node.put("clip", clip.clip());
        node.put("verdict", clip.verdict().name().toLowerCase(Locale.ROOT));
        node.put("note", clip.note());
        ArrayNode points = node.putArray("points");
        for (PointError point : clip.points()) {
            ObjectNode of = points.addObject();
            number(of, "video_s", point.videoS());
            number(of, "error_ms", point.errorMs());
            number(of, "error_bar_ms", point.sigmaMs());
        }
        ArrayNode track = node.putArray("track_error_ms");
        clip.trackErrorMs().forEach(track::add);
        if (clip.orientationRight() != null) {
            node.put("orientation_right", clip.orientationRight());
        }
        ClipScore.Cost cost = clip.cost();
        if (cost != null) {
            number(node, "cpu_s", cost.syncCpuS());
            number(node, "wall_s", cost.syncWallS());
            number(node, "decode_cpu_s", cost.decodeCpuS());
        }
    }

    /** What is not known is left out. */
    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
