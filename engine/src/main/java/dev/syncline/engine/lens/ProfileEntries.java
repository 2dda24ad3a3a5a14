package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The entries of a profile in a database's index: itself and its compatible settings, each read once to know that it can be. */
final class ProfileEntries {
    private static final int MOST_SETTINGS = 10_000;
    /** Texts of an index are no longer. */
    private static final int LONGEST = 1000;

    private ProfileEntries() {}

    static List<LensEntry> of(String file, byte[] json) {
        List<LensEntry> entries = new ArrayList<>();
        JsonNode root;
        try {
            root = LensProfileReader.tree(json, file);
        } catch (TelemetryFormatException e) {
            entries.add(faulty(file, -1, MissingNode.getInstance(), String.valueOf(e.getMessage())));
            return entries;
        }
        int settings = Math.min(root.path("compatible_settings").size(), MOST_SETTINGS);
        for (int i = -1; i < settings; i++) {
            try {
                entries.add(entry(file, ProfileModes.inMode(root, i, file), i, root));
            } catch (TelemetryFormatException e) {
                entries.add(faulty(file, i, root, String.valueOf(e.getMessage())));
            }
        }
        return entries;
    }

    /** A profile that is there and cannot be read. */
    static LensEntry unusable(String file, String reason) {
        return faulty(file, -1, MissingNode.getInstance(), file + ": " + reason);
    }

    private static LensEntry entry(String file, JsonNode mode, int setting, JsonNode root)
            throws TelemetryFormatException {
        CameraModel camera = LensProfileReader.of(mode, file).camera();
        JsonNode changes = setting < 0 ? root : root.path("compatible_settings").path(setting);
        String identifier = text(mode, "identifier");
        double[] told = ProfileModes.sizeAndRate(identifier);
        int width = told == null ? camera.widthPx() : (int) told[0];
        int height = told == null ? camera.heightPx() : (int) told[1];
        double fps = told == null ? 0 : told[2];
        if (setting >= 0) {
            width = whole(changes.path("width"), width);
            height = whole(changes.path("height"), height);
        } else if (told == null || !LensProfileReader.isSameShape(width, height, camera.widthPx(), camera.heightPx())) {
            width = camera.widthPx();
            height = camera.heightPx();
        }
        NavigableMap<Double, JsonNode> zoom = ProfileModes.zoomTable(mode);
        double said = positive(JsonTree.number(mode.path("focal_length")));
        double focal = said > 0 ? said : ProfileModes.focalLengthMm(identifier);
        double saidFps = JsonTree.number(mode.path("fps"));
        return new LensEntry(
                shortened(file),
                setting,
                text(root, "camera_brand"),
                text(root, "camera_model"),
                text(mode, "lens_model") + settingWords(mode),
                identifier,
                width,
                height,
                saidFps > 0 && saidFps < 1e6 ? saidFps : fps,
                camera.focalXPx() / camera.widthPx(),
                zoom.isEmpty() ? focal : zoom.firstKey(),
                zoom.isEmpty() ? focal : zoom.lastKey(),
                root.path("official").asBoolean(false),
                changes.path("interpolations").isObject() && setting >= 0,
                null,
                0,
                0);
    }

    /** A setting that belongs to the lens, such as a zoom's place, stands beside its name in some profiles. */
    private static String settingWords(JsonNode mode) {
        String setting = text(mode, "camera_setting");
        return setting.isEmpty() ? "" : " / " + setting;
    }

    private static LensEntry faulty(String file, int setting, JsonNode root, String fault) {
        return new LensEntry(
                shortened(file),
                setting,
                text(root, "camera_brand"),
                text(root, "camera_model"),
                text(root, "lens_model"),
                setting < 0
                        ? text(root, "identifier")
                        : text(root.path("compatible_settings").path(setting), "identifier"),
                0,
                0,
                0,
                0,
                0,
                0,
                false,
                false,
                shortened(fault),
                0,
                0);
    }

    private static int whole(JsonNode node, int otherwise) {
        double number = JsonTree.number(node);
        return number >= 1 && number <= 100_000 ? (int) Math.round(number) : otherwise;
    }

    private static double positive(double number) {
        return number > 0 && number < 1e6 ? number : 0;
    }

    private static String text(JsonNode node, String key) {
        return shortened(ProfileNumbers.text(node.path(key)));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
