package dev.syncline.engine.result;

import dev.syncline.engine.read.TelemetryFormatException;
import dev.syncline.engine.track.Quality;
import dev.syncline.engine.track.SyncPoint;
import dev.syncline.engine.track.SyncTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
            throw new TelemetryFormatException(file, where, "not JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new TelemetryFormatException(file, "", "found " + root.getNodeType() + ", expected a result object");
        }
        JsonNode engine = root.path("engine");
        return new SyncResult(
                word(root, "status", SyncResult.Status.class),
                text(root, "reason"),
                required(root, "video"),
                required(root, "log"),
                ns(root, "duration_s", 9),
                number(root, "fps"),
                points(root.path("points")),
                track(root.path("track")),
                number(root, "drift_ppm"),
                number(root, "drift_sigma_ppm"),
                text(root, "orientation"),
                text(root, "orientation_found"),
                number(root, "orientation_residual_deg"),
                bias(root.path("gyro_bias_rad_s")),
                number(root, "readout_ms"),
                number(root, "readout_sigma_ms"),
                number(root, "focal_scale"),
                number(root, "focal_scale_sigma"),
                required(root, "lens"),
                root.hasNonNull("log_zero_s") ? ns(root, "log_zero_s", 9) : 0,
                new SyncResult.Engine(
                        required(engine, "version"), required(engine, "kernels"), required(engine, "flow")),
                warnings(root.path("warnings")),
                List.of());
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

    private double @Nullable [] bias(JsonNode array) throws IOException {
        if (array.isNull() || array.isMissingNode()) {
            return null;
        }
        if (!array.isArray() || array.size() != 3) {
            throw problem("gyro_bias_rad_s", "found " + array + ", expected three numbers");
        }
        double[] bias = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            bias[axis] = doubleOf(array.get(axis), "gyro_bias_rad_s");
        }
        return bias;
    }

    private List<String> warnings(JsonNode array) {
        List<String> lines = new ArrayList<>();
        array.forEach(node -> lines.add(node.asString()));
        return lines;
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
        return value.decimalValue().doubleValue();
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
