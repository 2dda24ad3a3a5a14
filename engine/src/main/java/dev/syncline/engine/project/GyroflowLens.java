package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a lens profile into the form that Gyroflow loads. Gyroflow drops a whole profile, without a word, where one key
 * is of another kind than it expects: a readout direction as a number, a number as text. Keys that it does not know, and
 * those that are right already, stay as they are.
 *
 * <p>The kinds are those of the 9810 profiles of Gyroflow's lens database.
 */
final class GyroflowLens {
    private static final Set<String> TEXTS = Set.of(
            "name",
            "note",
            "calibrated_by",
            "camera_brand",
            "camera_model",
            "lens_model",
            "camera_setting",
            "identifier",
            "calibrator_version",
            "date");
    /** Names that Gyroflow compares letter by letter: one that it does not know is a fisheye to it. */
    private static final Set<String> MODELS = Set.of("distortion_model", "digital_lens");

    private static final Set<String> NUMBERS = Set.of(
            "frame_readout_time",
            "gyro_lpf",
            "input_horizontal_stretch",
            "input_vertical_stretch",
            "fps",
            "crop",
            "crop_factor",
            "focal_length");
    private static final Set<String> TRUTHS =
            Set.of("official", "asymmetrical", "global_shutter", "use_opencv_fisheye", "use_opencv_standard");
    private static final Set<String> SIZES = Set.of("calib_dimension", "orig_dimension", "output_dimension");
    private static final Set<String> CAMERAS = Set.of("fisheye_params", "calib_params");

    /** What Gyroflow wants to be told: it refuses a profile file without it. */
    private static final String CALIBRATOR_VERSION = "syncline";

    private static final int LEAST_COEFFICIENTS = 4;

    private final ObjectNode profile;

    private GyroflowLens(ObjectNode profile) {
        this.profile = profile;
    }

    /** Changes the profile in place. */
    static void normalize(ObjectNode profile) {
        new GyroflowLens(profile).run();
    }

    private void run() {
        for (String key : Set.copyOf(profile.propertyNames())) {
            JsonNode value = profile.get(key);
            if (TEXTS.contains(key)) {
                replace(profile, key, text(value));
            } else if (MODELS.contains(key)) {
                replace(profile, key, model(value));
            } else if (key.equals("digital_lens_params")) {
                replace(profile, key, value.isNull() ? value : numbers(value));
            } else if (NUMBERS.contains(key)) {
                replace(profile, key, number(value));
            } else if (TRUTHS.contains(key)) {
                replace(profile, key, truth(value));
            } else if (SIZES.contains(key)) {
                replace(profile, key, size(value));
            } else if (CAMERAS.contains(key)) {
                camera(key, value);
            } else if (key.equals("num_images")) {
                replace(profile, key, whole(value));
            } else if (key.equals("compatible_settings")) {
                replace(profile, key, value.isArray() ? value : null);
            }
        }
        if (profile.path("calibrator_version").asString("").isBlank()) {
            profile.put("calibrator_version", CALIBRATOR_VERSION);
        }
        readout();
    }

    /** The direction by name, and the time without a sign, which Gyroflow does not know. */
    private void readout() {
        JsonNode way = profile.path("frame_readout_direction");
        if (way.isMissingNode() && !(JsonTree.number(profile.path("frame_readout_time")) < 0)) {
            return;
        }
        ReadoutDirection direction = way.isString() || way.isNumber() ? ReadoutNames.direction(way.asString()) : null;
        double ms = profile.path("frame_readout_time").asDouble(0);
        RollingShutter shutter =
                ReadoutNames.shutter(ms, direction == null ? ReadoutDirection.TOP_TO_BOTTOM : direction);
        if (shutter != null && ms < 0) {
            profile.put("frame_readout_time", -ms);
            direction = shutter.direction();
        }
        if (direction == null) {
            profile.remove("frame_readout_direction");
        } else {
            profile.put("frame_readout_direction", direction.word());
        }
    }

    private void camera(String key, JsonNode value) {
        if (!(value instanceof ObjectNode camera)) {
            profile.remove(key);
            return;
        }
        for (String name : Set.of("RMS_error", "radial_distortion_limit")) {
            if (camera.has(name)) {
                replace(camera, name, number(camera.get(name)));
            }
        }
        for (String name : Set.of("camera_matrix", "distortion_coeffs")) {
            if (camera.has(name)) {
                replace(camera, name, numbers(camera.get(name)));
            }
        }
        pad(camera);
    }

    /** With less than four of them Gyroflow takes those that some cameras write into the video. */
    private static void pad(ObjectNode camera) {
        if (camera.get("distortion_coeffs") instanceof ArrayNode list && !list.isEmpty()) {
            while (list.size() < LEAST_COEFFICIENTS) {
                list.add(0);
            }
        }
    }

    /** A list of numbers, or of such lists; null where something in it is neither. */
    private static @Nullable JsonNode numbers(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : list) {
            JsonNode one = entry.isArray() ? numbers(entry) : number(entry);
            if (one == null || one.isNull()) {
                return null;
            }
            all.add(one);
        }
        return all;
    }

    private static @Nullable JsonNode size(JsonNode value) {
        JsonNode w = whole(value.path("w"));
        JsonNode h = whole(value.path("h"));
        if (w == null || h == null) {
            return null;
        }
        return JsonNodeFactory.instance.objectNode().set("w", w).set("h", h);
    }

    private static @Nullable JsonNode whole(JsonNode value) {
        JsonNode number = number(value);
        if (number == null || !number.isNumber()) {
            return null;
        }
        double size = JsonTree.number(number);
        return size >= 0 && size <= 1e9 ? JsonNodeFactory.instance.numberNode(Math.round(size)) : null;
    }

    private static @Nullable JsonNode number(JsonNode value) {
        if (value.isNumber() || value.isNull()) {
            return value;
        }
        if (!value.isString()) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(value.stringValue().strip());
            return Math.abs((long) number.scale()) < 300 ? JsonNodeFactory.instance.numberNode(number) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable JsonNode text(JsonNode value) {
        if (value.isString() || value.isNull()) {
            return value;
        }
        return value.isNumber() || value.isBoolean() ? JsonNodeFactory.instance.stringNode(value.asString()) : null;
    }

    /** An empty name of a digital lens is one to Gyroflow. */
    private static @Nullable JsonNode model(JsonNode value) {
        String name = value.isString() ? value.stringValue().strip() : "";
        return name.isEmpty() ? null : JsonNodeFactory.instance.stringNode(name);
    }

    private static @Nullable JsonNode truth(JsonNode value) {
        return switch (value.isContainer() ? "" : value.asString("").toLowerCase(Locale.ROOT)) {
            case "true", "1", "1.0" -> JsonNodeFactory.instance.booleanNode(true);
            case "false", "0", "0.0" -> JsonNodeFactory.instance.booleanNode(false);
            default -> null;
        };
    }

    /** Null takes the key out: Gyroflow does without every key, but not with one of the wrong kind. */
    private static void replace(ObjectNode in, String key, @Nullable JsonNode value) {
        if (value == null || (value.isNull() && !nullable(key))) {
            in.remove(key);
        } else {
            in.set(key, value);
        }
    }

    private static boolean nullable(String key) {
        return Set.of(
                        "gyro_lpf",
                        "frame_readout_time",
                        "crop",
                        "crop_factor",
                        "focal_length",
                        "digital_lens_params",
                        "radial_distortion_limit")
                .contains(key);
    }
}
