package dev.syncline.engine.result;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Tried;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of {@link SyncResultJson} and says which field is wrong where one is. */
final class SyncResultParser {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String file;

    SyncResultParser(String file) {
        this.file = file;
    }

    SyncResult parse(byte[] json) throws IOException {
        JsonNode root;
        try {
            root = JsonTree.read(MAPPER, json);
        } catch (JacksonException e) {
            throw new TelemetryFormatException(file, JsonTree.where(e), "not JSON: " + JsonTree.problem(e));
        }
        if (!root.isObject()) {
            throw new TelemetryFormatException(file, "", "found " + root.getNodeType() + ", expected a result object");
        }
        JsonNode engine = root.path("engine");
        double[] bias = axes(root, "gyro_bias_rad_s");
        return new SyncResult(
                refusal(root),
                new SyncInputs(
                        required(root, "video"),
                        required(root, "log"),
                        required(root, "lens"),
                        ns(root, "duration_s", 9),
                        number(root, "fps"),
                        root.hasNonNull("log_zero_s") ? ns(root, "log_zero_s", 9) : 0,
                        settings(root.path("settings")),
                        root.hasNonNull("video_zero_s") ? ns(root, "video_zero_s", 9) : 0),
                points(root.path("points")),
                new Timeline(
                        track(root.path("track")),
                        jumps(root.path("jumps")),
                        number(root, "drift_ppm"),
                        number(root, "drift_sigma_ppm")),
                new Mounting(
                        text(root, "orientation"),
                        text(root, "orientation_found"),
                        number(root, "orientation_residual_deg")),
                new Estimates(
                        bias == null ? null : new GyroBias(bias, axes(root, "gyro_bias_sigma_rad_s")),
                        shutter(root),
                        number(root, "readout_sigma_ms"),
                        number(root, "focal_scale"),
                        number(root, "focal_scale_sigma")),
                new SyncResult.Engine(
                        required(engine, "version"),
                        required(engine, "kernels"),
                        required(engine, "flow"),
                        text(engine, "device"),
                        text(engine, "driver"),
                        text(engine, "decoder")),
                warnings(root),
                List.of());
    }

    /** Results that were written before settings were stored have none. */
    private @Nullable MotionSettings settings(JsonNode node) throws IOException {
        if (!node.isObject()) {
            return null;
        }
        double lowPassHz = number(node, "low_pass_hz");
        return new MotionSettings(
                lowPassHz > 0 ? lowPassHz : 0,
                required(node, "orientation"),
                required(node, "bias"),
                required(node, "readout"));
    }

    private @Nullable RollingShutter shutter(JsonNode root) throws IOException {
        double ms = number(root, "readout_ms");
        if (Double.isNaN(ms)) {
            return null;
        }
        String word = text(root, "readout_direction");
        // Results that were written before there was a direction have top to bottom, and its sign.
        ReadoutDirection direction = word == null ? ReadoutDirection.TOP_TO_BOTTOM : ReadoutNames.direction(word);
        if (direction == null) {
            throw problem("readout_direction", "found \"" + word + "\", expected a name such as TopToBottom");
        }
        RollingShutter shutter =
                RollingShutter.along(direction, (word != null && direction.isReversed() ? -ms : ms) * 1e-3);
        if (shutter == null) {
            throw problem("readout_ms", "found " + ms + ", expected less than a second");
        }
        return shutter;
    }

    private List<SyncPoint> points(JsonNode array) throws IOException {
        List<SyncPoint> points = new ArrayList<>();
        for (JsonNode node : array(array, "points")) {
            points.add(new SyncPoint(
                    ns(node, "video_s", 9),
                    ns(node, "log_s", 9),
                    ns(node, "offset_ms", 6),
                    number(node, "sigma_ms") * 1e6,
                    number(node, "score"),
                    number(node, "rival"),
                    word(node, "quality", Quality.class),
                    number(node, "line_residual_ms") * 1e6));
        }
        return points;
    }

    private SyncTrack track(JsonNode array) throws IOException {
        List<SyncTrack.Knot> knots = new ArrayList<>();
        for (JsonNode node : array(array, "track")) {
            if (!node.isArray() || node.size() != 2) {
                throw problem("track", "found " + node + ", expected [video_s, offset_ms]");
            }
            knots.add(new SyncTrack.Knot(nsOf(node.get(0), "track", 9), doubleOf(node.get(1), "track") * 1e6));
        }
        try {
            return new SyncTrack(knots);
        } catch (IllegalArgumentException e) {
            throw problem("track", String.valueOf(e.getMessage()));
        }
    }

    private List<ClockJump> jumps(JsonNode array) throws IOException {
        List<ClockJump> jumps = new ArrayList<>();
        // Results that were written before jumps were looked for have none.
        for (JsonNode node : array.isMissingNode() ? List.<JsonNode>of() : array(array, "jumps")) {
            jumps.add(new ClockJump(
                    ns(node, "video_s", 9),
                    ns(node, "within_s", 9),
                    number(node, "before_ms") * 1e6,
                    number(node, "after_ms") * 1e6));
        }
        return jumps;
    }

    private double @Nullable [] axes(JsonNode root, String field) throws IOException {
        JsonNode array = root.path(field);
        if (array.isNull() || array.isMissingNode()) {
            return null;
        }
        if (!array.isArray() || array.size() != 3) {
            throw problem(field, "found " + array + ", expected three numbers");
        }
        double[] values = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            values[axis] = doubleOf(array.get(axis), field);
        }
        return values;
    }

    private @Nullable Refusal refusal(JsonNode root) throws IOException {
        String reason = text(root, "reason");
        if (word(root, "status", SyncResult.Status.class) == SyncResult.Status.SYNCED) {
            return null;
        }
        Map<String, Double> facts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> fact : root.path("reason_facts").properties()) {
            facts.put(fact.getKey(), fact.getValue().isNull() ? Double.NaN : doubleOf(fact.getValue(), fact.getKey()));
        }
        RefusalCode code = code(text(root, "reason_code"), RefusalCode.class, RefusalCode.UNKNOWN);
        List<Tried> tried = new ArrayList<>();
        for (JsonNode t : root.path("tried")) {
            tried.add(new Tried(
                    t.path("cause").asString(""),
                    t.path("found").asBoolean(false),
                    t.path("text").asString("")));
        }
        return new Refusal(code, reason == null ? "no reason was given" : reason, facts, null, tried);
    }

    private List<Warning> warnings(JsonNode root) throws IOException {
        List<Warning> lines = new ArrayList<>();
        JsonNode codes = root.path("warning_codes");
        for (JsonNode line : root.path("warnings")) {
            if (!line.isString()) {
                throw problem("warnings", "found " + line.getNodeType() + ", expected text");
            }
            String code = codes.path(lines.size()).asString("");
            lines.add(new Warning(code(code, WarningCode.class, WarningCode.UNKNOWN), line.asString()));
        }
        return lines;
    }

    /** A code by its name; the unknown one where this version does not know it. */
    private static <E extends Enum<E>> E code(@Nullable String name, Class<E> type, E unknown) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return unknown;
    }

    private Iterable<JsonNode> array(JsonNode node, String field) throws IOException {
        if (!node.isArray()) {
            throw problem(field, "found " + node.getNodeType() + ", expected an array");
        }
        return node;
    }

    private @Nullable String text(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (!value.isString()) {
            throw problem(field, "found " + value + ", expected text");
        }
        return value.stringValue();
    }

    private String required(JsonNode node, String field) throws IOException {
        String value = text(node, field);
        if (value == null) {
            throw problem(field, "missing");
        }
        return value;
    }

    private <E extends Enum<E>> E word(JsonNode node, String field, Class<E> type) throws IOException {
        String value = required(node, field);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        throw problem(field, "found \"" + value + "\", which is no " + field + " that this version knows");
    }

    private double number(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        return value.isNull() || value.isMissingNode() ? Double.NaN : doubleOf(value, field);
    }

    private double doubleOf(JsonNode value, String field) throws IOException {
        if (!value.isNumber()) {
            throw problem(field, "found " + value + ", expected a number");
        }
        return JsonTree.number(value);
    }

    private long ns(JsonNode node, String field, int decimalsOfNs) throws IOException {
        return nsOf(node.path(field), field, decimalsOfNs);
    }

    private long nsOf(JsonNode value, String field, int decimalsOfNs) throws IOException {
        if (!value.isNumber()) {
            throw problem(field, value.isMissingNode() ? "missing" : "found " + value + ", expected a number");
        }
        try {
            return Decimals.nsOf(value.decimalValue(), decimalsOfNs);
        } catch (ArithmeticException e) {
            throw problem(field, "found " + value + ", which is out of range");
        }
    }

    private TelemetryFormatException problem(String field, String problem) {
        return new TelemetryFormatException(file, "field " + field, problem);
    }
}
