package dev.syncline.engine.lens;

import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Profiles that stand for several modes of a camera ({@code compatible_settings}) or for all of a zoom ({@code
 * interpolations}). A mode is the profile with what its setting says put in; {@code crop} is the share of the picture's width
 * that the mode shows.
 */
final class ProfileModes {
    private static final Pattern SIZE_AND_RATE = Pattern.compile("(\\d{2,5})x(\\d{2,5})@(\\d{1,7})");
    private static final Pattern MILLIMETRES = Pattern.compile("-(\\d{1,4}(?:\\.\\d{1,3})?)mm-");
    private static final List<String> TAKEN_OVER = List.of(
            "identifier",
            "fps",
            "frame_readout_time",
            "frame_readout_direction",
            "global_shutter",
            "digital_lens",
            "lens_model",
            "focal_length",
            "input_horizontal_stretch",
            "input_vertical_stretch");
    /** How far beyond the ends of a zoom's table it is still believed. */
    private static final double BEYOND = 1.01;

    private ProfileModes() {}

    /** Size and frame rate as an identifier tells them: width, height, frames per second; null where it does not. */
    static double @org.jspecify.annotations.Nullable [] sizeAndRate(String identifier) {
        Matcher found = SIZE_AND_RATE.matcher(identifier);
        double[] last = null;
        while (found.find()) {
            last = new double[] {
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                Integer.parseInt(found.group(3)) / 1e3
            };
        }
        return last;
    }

    /** The focal length as an identifier tells it, mm; 0 where it does not. */
    static double focalLengthMm(String identifier) {
        Matcher found = MILLIMETRES.matcher(identifier);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    /**
     * A profile as it is in one of its modes.
     *
     * @param root the profile's tree, left as it is
     * @param setting number among its compatible settings; −1 for the profile as it stands
     * @throws TelemetryFormatException when the setting is not what it should be
     */
    static ObjectNode inMode(JsonNode root, int setting, String file) throws TelemetryFormatException {
        ObjectNode mode = ((ObjectNode) root).deepCopy();
        if (setting < 0) {
            return mode;
        }
        JsonNode changes = root.path("compatible_settings").path(setting);
        mode.remove("compatible_settings");
        for (String key : TAKEN_OVER) {
            if (changes.hasNonNull(key)) {
                mode.set(key, changes.get(key));
            }
        }
        if (mode.get("fisheye_params") instanceof ObjectNode lens) {
            if (changes.path("distortion_coeffs").isArray()) {
                lens.set("distortion_coeffs", changes.get("distortion_coeffs"));
            }
            if (changes.hasNonNull("crop")) {
                zoom(
                        lens,
                        1
                                / new ProfileNumbers(file)
                                        .crop(changes.get("crop"), "compatible_settings[" + setting + "].crop"));
                mode.remove("crop");
            }
        }
        return mode;
    }

    private static void zoom(ObjectNode lens, double factor) {
        if (lens.path("camera_matrix").path(0) instanceof ArrayNode x
                && lens.path("camera_matrix").path(1) instanceof ArrayNode y
                && x.size() > 0
                && y.size() > 1) {
            x.set(0, JsonNodeFactory.instance.numberNode(JsonTree.number(x.get(0)) * factor));
            y.set(1, JsonNodeFactory.instance.numberNode(JsonTree.number(y.get(1)) * factor));
        }
    }

    /** Focal lengths that a zoom's profile was calibrated at, mm, with what was found there. */
    static NavigableMap<Double, JsonNode> zoomTable(JsonNode root) {
        NavigableMap<Double, JsonNode> table = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("interpolations").properties()) {
            double mm = millimetres(entry.getKey());
            if (mm > 0 && entry.getValue().path("camera_matrix").isArray()) {
                table.put(mm, entry.getValue());
            }
        }
        return table;
    }

    /** NaN for a key of another kind of table, such as one of crops. */
    private static double millimetres(String key) {
        try {
            return Double.parseDouble(key);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether a zoom's profile covers a focal length. */
    static boolean covers(NavigableMap<Double, JsonNode> table, double focalLengthMm) {
        return !table.isEmpty()
                && focalLengthMm >= table.firstKey() / BEYOND
                && focalLengthMm <= table.lastKey() * BEYOND;
    }

    /**
     * Puts what a zoom's profile says of a focal length in the place of what it says of its first: straight lines between the
     * neighbours. Changes {@code mode}.
     */
    static void zoomTo(ObjectNode mode, double focalLengthMm) {
        NavigableMap<Double, JsonNode> table = zoomTable(mode);
        if (!covers(table, focalLengthMm) || !(mode.get("fisheye_params") instanceof ObjectNode lens)) {
            return;
        }
        double at = Math.clamp(focalLengthMm, table.firstKey(), table.lastKey());
        Map.Entry<Double, JsonNode> below = table.floorEntry(at);
        Map.Entry<Double, JsonNode> above = table.ceilingEntry(at);
        double share = above.getKey() > below.getKey() ? (at - below.getKey()) / (above.getKey() - below.getKey()) : 0;
        for (String key : List.of("camera_matrix", "distortion_coeffs")) {
            JsonNode from = below.getValue().path(key);
            JsonNode to = above.getValue().path(key);
            if (from.isArray() && to.isArray()) {
                lens.set(key, between(from, to, share));
            }
        }
        mode.put("focal_length", focalLengthMm);
        mode.remove("interpolations");
    }

    private static JsonNode between(JsonNode from, JsonNode to, double share) {
        if (from.isArray() && to.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
                all.add(between(from.get(i), to.get(i), share));
            }
            return all;
        }
        double a = JsonTree.number(from);
        return JsonNodeFactory.instance.numberNode(a + share * (JsonTree.number(to) - a));
    }
}
