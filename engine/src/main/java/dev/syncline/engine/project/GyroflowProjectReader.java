package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.file.WholeFile;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Gyroflow projects of versions 1 to 4, and those of the Python program of 2021. As in Gyroflow, nearly every key may be missing; what is there must be of
 * the right kind.
 */
public final class GyroflowProjectReader {
    /** Projects with processed motion data run to some hundred megabytes; beyond this, it is not one. */
    static final long MAX_BYTES = 1L << 30;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String file;

    private GyroflowProjectReader(String file) {
        this.file = file;
    }

    /**
     * Reads a project file.
     *
     * @throws IOException when the file cannot be read or is no project; the message names file, field and problem
     */
    public static GyroflowProject read(Path file) throws IOException {
        return read(file.toString(), WholeFile.read(file, MAX_BYTES, "a Gyroflow project"));
    }

    /**
     * Reads a project.
     *
     * @param name of the file, for messages
     * @throws IOException when the text is no project; the message names file, field and problem
     */
    public static GyroflowProject read(String name, byte[] json) throws IOException {
        return new GyroflowProjectReader(name).parse(json);
    }

    private GyroflowProject parse(byte[] json) throws IOException {
        JsonNode root;
        try {
            root = JsonTree.read(MAPPER, json);
        } catch (JacksonException e) {
            throw new TelemetryFormatException(
                    file, JsonTree.where(e), "not a Gyroflow project: " + JsonTree.problem(e));
        }
        if (!root.isObject()) {
            throw new TelemetryFormatException(file, "", "not a Gyroflow project: no JSON object");
        }
        boolean python = !root.has("version")
                && (root.has("video_rotate_code") || root.path("raw_imu").isArray());
        int version = version(root, python);
        JsonNode calibration = root.path("calibration_data");
        return new GyroflowProject(
                version,
                textOr(root, "app_version", ""),
                textOr(root, "videofile", ""),
                python ? pythonVideo(root.path("video_info")) : video(root.path("video_info")),
                python ? pythonGyro(root) : gyro(root.path("gyro_source")),
                readout(root.path("stabilization")),
                calibration.isObject() && !calibration.isEmpty() ? MAPPER.writeValueAsString(calibration) : null,
                offsets(root.path("offsets")),
                origin(root.path("syncline")),
                MAPPER.writeValueAsString(root));
    }

    private int version(JsonNode root, boolean python) throws IOException {
        if (python) {
            return GyroflowProject.PYTHON_VERSION;
        }
        int version = root.hasNonNull("version") ? (int) number(root, "version") : 2;
        if (version < 1 || version > GyroflowProject.WRITTEN_VERSION) {
            throw new TelemetryFormatException(
                    file, "field version", "found " + version + ", projects of versions 1 to 4 can be read");
        }
        return version;
    }

    /** A direction that is missing or unknown is top to bottom, as in Gyroflow. */
    private @Nullable RollingShutter readout(JsonNode node) throws IOException {
        JsonNode way = node.path("frame_readout_direction");
        ReadoutDirection direction = way.isString() || way.isNumber() ? ReadoutNames.direction(way.asString()) : null;
        if (node.path(ReadoutNames.HORIZONTAL).asBoolean(false)) {
            direction = ReadoutDirection.LEFT_TO_RIGHT;
        }
        return ReadoutNames.shutter(
                number(node, "frame_readout_time"), direction == null ? ReadoutDirection.TOP_TO_BOTTOM : direction);
    }

    private GyroflowProject.@Nullable Origin origin(JsonNode node) throws IOException {
        if (!node.path("result").isObject()) {
            return null;
        }
        List<Double> halves = new ArrayList<>();
        for (JsonNode half : node.path("half_sample_ms")) {
            halves.add(numberOf(half, "syncline.half_sample_ms"));
        }
        return new GyroflowProject.Origin(
                halves,
                MAPPER.writeValueAsString(node.path("result")),
                node.path("edited").asBoolean(false),
                node.path(ProjectSettings.KEY).isString()
                        ? node.path(ProjectSettings.KEY).stringValue()
                        : null);
    }

    private GyroflowProject.@Nullable Video video(JsonNode node) throws IOException {
        if (!node.isObject()) {
            return null;
        }
        double rotation = number(node, "rotation");
        return new GyroflowProject.Video(
                (int) number(node, "width"),
                (int) number(node, "height"),
                Double.isNaN(rotation) ? 0 : rotation,
                (long) number(node, "num_frames"),
                number(node, "fps"),
                number(node, "duration_ms"));
    }

    private GyroflowProject.GyroSource gyro(JsonNode node) throws IOException {
        double lowPassHz = number(node, "lpf");
        double integration = number(node, "integration_method");
        return new GyroflowProject.GyroSource(
                textOr(node, "filepath", ""),
                text(node, "imu_orientation"),
                three(node, "gyro_bias"),
                lowPassHz > 0 ? lowPassHz : 0,
                three(node, "rotation"),
                Double.isNaN(integration) ? null : Integer.valueOf((int) integration));
    }

    /** Its motion data is in the project, and its filter was applied. */
    private GyroflowProject.GyroSource pythonGyro(JsonNode root) throws IOException {
        double cutoffHz = number(root, "gyro_lpf_cutoff");
        return new GyroflowProject.GyroSource("", null, null, cutoffHz > 0 ? cutoffHz : 0, null, null);
    }

    private GyroflowProject.@Nullable Video pythonVideo(JsonNode node) throws IOException {
        if (!node.isObject()) {
            return null;
        }
        double fps = number(node, "fps");
        double frames = number(node, "num_frames");
        return new GyroflowProject.Video(
                (int) number(node, "orig_w"), (int) number(node, "orig_h"), 0, (long) frames, fps, frames / fps * 1e3);
    }

    private double @Nullable [] three(JsonNode gyro, String name) throws IOException {
        JsonNode array = gyro.path(name);
        if (array.isNull() || array.isMissingNode()) {
            return null;
        }
        String field = "gyro_source." + name;
        if (!array.isArray() || array.size() != 3) {
            throw problem(field, "found " + excerpt(array) + ", expected three numbers");
        }
        double[] values = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            values[axis] = numberOf(array.get(axis), field);
        }
        return values;
    }

    private List<GyroflowProject.Offset> offsets(JsonNode node) throws IOException {
        if (node.isNull() || node.isMissingNode()) {
            return List.of();
        }
        if (!node.isObject()) {
            throw problem(
                    "offsets", "found " + excerpt(node) + ", expected an object of gyro time in µs to offset in ms");
        }
        List<GyroflowProject.Offset> offsets = new ArrayList<>(node.size());
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            long gyroTimeUs;
            try {
                gyroTimeUs = Long.parseLong(entry.getKey());
            } catch (NumberFormatException e) {
                throw problem(
                        "offsets", "found key \"" + shortened(entry.getKey()) + "\", expected a whole number of µs");
            }
            offsets.add(new GyroflowProject.Offset(gyroTimeUs, numberOf(entry.getValue(), "offsets")));
        }
        offsets.sort(Comparator.comparingLong(GyroflowProject.Offset::gyroTimeUs));
        return offsets;
    }

    private @Nullable String text(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (!value.isString()) {
            throw problem(field, "found " + excerpt(value) + ", expected text");
        }
        return value.stringValue();
    }

    private String textOr(JsonNode node, String field, String otherwise) throws IOException {
        String value = text(node, field);
        return value == null ? otherwise : value;
    }

    /** The number, or NaN where the field is missing or null. */
    private double number(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        return value.isNull() || value.isMissingNode() ? Double.NaN : numberOf(value, field);
    }

    private double numberOf(JsonNode value, String field) throws IOException {
        if (!value.isNumber()) {
            throw problem(field, "found " + excerpt(value) + ", expected a number");
        }
        double number = JsonTree.number(value);
        if (!Double.isFinite(number)) {
            throw problem(field, "found " + excerpt(value) + ", which is out of range");
        }
        return number;
    }

    private static String excerpt(JsonNode value) {
        return value.isContainer() ? value.getNodeType().toString() : shortened(value.toString());
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }

    private TelemetryFormatException problem(String field, String problem) {
        return new TelemetryFormatException(file, "field " + field, problem);
    }
}
