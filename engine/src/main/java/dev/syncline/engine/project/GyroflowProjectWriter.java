package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.result.Decimals;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a version 4 project that Gyroflow opens: offsets as an object of gyro time (µs) to offset (ms), and an
 * {@code output} object, without which its render queue would not take the project. Of a project that was read all that is
 * not changed stays as it was, keys that nobody here knows too.
 */
public final class GyroflowProjectWriter {
    /** Numbers as they were: written out, one such as 1e999999 would fill memory. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private GyroflowProjectWriter() {}

    /**
     * The project as UTF-8 text.
     *
     * @throws IOException when the lens profile that the project carries is not a JSON object
     */
    public static byte[] write(GyroflowProject project) throws IOException {
        return write(project, null);
    }

    /** What is left of a project's text without the motion data in it. */
    static String withoutMotion(String json) {
        ObjectNode root = (ObjectNode) MAPPER.readTree(json);
        if (root.path("gyro_source") instanceof ObjectNode gyro) {
            MotionInside.removeFrom(gyro);
        }
        return MAPPER.writeValueAsString(root);
    }

    /**
     * The project as UTF-8 text, with motion data inside.
     *
     * @param motion null to leave it as it is
     * @throws IOException as {@link #write(GyroflowProject)}
     */
    public static byte[] write(GyroflowProject project, @Nullable MotionInside motion) throws IOException {
        ObjectNode root = asRead(project);
        KeptKeys keys = new KeptKeys(root);
        keys.putIfAbsent("title", "Gyroflow data file");
        // Gyroflow times RED's clips otherwise in projects before version 4: these stay what they are.
        if (project.asReadJson() == null || !isRed(project)) {
            keys.put("version", GyroflowProject.WRITTEN_VERSION);
        }
        keys.put("app_version", project.appVersion());
        keys.put("videofile", project.videoFile());
        JsonNode lens = root.path("calibration_data");
        if (!lens.isObject() || !MAPPER.writeValueAsString(lens).equals(project.lensProfileJson())) {
            if (project.lensProfileJson() != null || !lens.isObject()) {
                root.set("calibration_data", lensProfile(project.lensProfileJson()));
            }
        }
        keys.putIfAbsent("date", "");
        keys.putIfAbsent("background_mode", MAPPER.createObjectNode().numberNode(0));
        GyroflowProject.Video video = project.video();
        if (video != null) {
            writeVideo(keys.child("video_info"), video);
        }
        KeptKeys stabilization = keys.child("stabilization");
        stabilization.putIfAbsent("fov", MAPPER.createObjectNode().numberNode(1.0));
        writeReadout(stabilization, project.readout());
        KeptKeys gyro = keys.child("gyro_source");
        writeGyro(gyro, project.gyro());
        if (motion != null) {
            motion.writeInto(gyro.node());
        }
        writeOffsets(root, project);
        keys.putIfAbsent("keyframes", MAPPER.createObjectNode());
        writeTrim(root, keys);
        if (!root.path("output").isObject()) {
            writeOutput(root.putObject("output"), project);
        }
        if (root.path("synchronization") instanceof ObjectNode there) {
            there.put("do_autosync", false);
        } else {
            writeSynchronization(root.putObject("synchronization"), project);
        }
        GyroflowProject.Origin origin = project.origin();
        if (origin != null) {
            ObjectNode own = root.putObject("syncline");
            writeOrigin(own, origin);
            own.put(ProjectSettings.KEY, ProjectSettings.text(project));
        }
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode asRead(GyroflowProject project) {
        String json = project.asReadJson();
        return json == null ? MAPPER.createObjectNode() : (ObjectNode) MAPPER.readTree(json);
    }

    private static boolean isRed(GyroflowProject project) {
        return project.videoFile().toLowerCase(Locale.ROOT).endsWith(".r3d");
    }

    /** Leaves a readout alone that says the same in other words. */
    private static void writeReadout(KeptKeys stabilization, @Nullable RollingShutter readout) {
        if (readout == null || readout.readoutS() <= 0 || readout.equals(stabilization.readout())) {
            return;
        }
        stabilization.put("frame_readout_time", readout.readoutS() * 1e3, 6);
        stabilization.put("frame_readout_direction", readout.direction().word());
        // Older projects have this besides, which Gyroflow reads last.
        stabilization.node().remove(ReadoutNames.HORIZONTAL);
    }

    private static void writeOffsets(ObjectNode root, GyroflowProject project) {
        JsonNode before = root.path("offsets");
        ObjectNode offsets = MAPPER.createObjectNode();
        for (GyroflowProject.Offset offset : project.offsets()) {
            String key = Long.toString(offset.gyroTimeUs());
            if (before.has(key)) {
                offsets.set(key, before.get(key));
            }
            new KeptKeys(offsets).put(key, offset.offsetMs(), 6);
        }
        root.set("offsets", offsets);
    }

    /** Before version 3 there was one range, in parts of the clip. */
    private static void writeTrim(ObjectNode root, KeptKeys keys) {
        ArrayNode ranges = MAPPER.createArrayNode();
        double durationMs = JsonTree.number(root.path("video_info").path("duration_ms"));
        double start = JsonTree.number(root.path("trim_start"));
        double end = JsonTree.number(root.path("trim_end"));
        if (durationMs > 0 && end > start && (start > 0 || end < 1)) {
            ranges.addArray().add(Decimals.rounded(start * durationMs, 6)).add(Decimals.rounded(end * durationMs, 6));
        }
        keys.putIfAbsent("trim_ranges_ms", ranges);
    }

    private static JsonNode lensProfile(@Nullable String json) throws IOException {
        if (json == null) {
            return MAPPER.createObjectNode();
        }
        try {
            if (JsonTree.read(MAPPER, json.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode profile) {
                GyroflowLens.normalize(profile);
                return profile;
            }
        } catch (JacksonException e) {
            throw new TelemetryFormatException("lens profile", "", "not JSON: " + JsonTree.problem(e));
        }
        throw new TelemetryFormatException("lens profile", "", "not a JSON object");
    }

    /** Gyroflow passes over keys that it does not know. */
    private static void writeOrigin(ObjectNode node, GyroflowProject.Origin origin) {
        boolean added = origin.halfSampleMs().stream().anyMatch(half -> half != 0);
        node.put(
                "note",
                added
                        ? "The offsets lie on the fitted track, plus half a log sample (half_sample_ms): Gyroflow integrates"
                                + " each sample over the interval before it. The true offsets stand in result."
                        : "The offsets lie on the fitted track and are true offsets, without the half log sample that"
                                + " suits Gyroflow's way of integrating.");
        ArrayNode halves = node.putArray("half_sample_ms");
        origin.halfSampleMs().forEach(half -> halves.add(Decimals.rounded(half, 6)));
        node.set("result", MAPPER.readTree(origin.resultJson()));
    }

    private static void writeVideo(KeptKeys node, GyroflowProject.Video video) {
        // A project that was read may say but a part of it.
        if (video.widthPx() > 0) {
            node.put("width", video.widthPx());
        }
        if (video.heightPx() > 0) {
            node.put("height", video.heightPx());
        }
        node.put("rotation", video.rotationDeg(), 3);
        if (video.frameCount() > 0) {
            node.put("num_frames", video.frameCount());
        }
        node.putIfAbsent("fps_scale", MAPPER.nullNode());
        if (Double.isFinite(video.fps())) {
            node.put("fps", video.fps(), 9);
            node.putIfAbsent("vfr_fps", MAPPER.createObjectNode().numberNode(Decimals.rounded(video.fps(), 9)));
        }
        if (Double.isFinite(video.durationMs())) {
            node.put("duration_ms", video.durationMs(), 6);
            node.putIfAbsent(
                    "vfr_duration_ms", MAPPER.createObjectNode().numberNode(Decimals.rounded(video.durationMs(), 6)));
        }
    }

    private static void writeGyro(KeptKeys node, GyroflowProject.GyroSource gyro) {
        node.put("filepath", gyro.filePath());
        if (gyro.lowPassHz() > 0 || JsonTree.number(node.node().path("lpf")) > 0) {
            node.put("lpf", gyro.lowPassHz(), 6);
        }
        node.putIfAbsent("lpf", MAPPER.createObjectNode().numberNode(0.0));
        node.put("rotation", gyro.rotationDeg(), 9);
        node.putIfAbsent("acc_rotation", MAPPER.nullNode());
        node.put("imu_orientation", gyro.orientation());
        node.put("gyro_bias", gyro.biasDegS(), 9);
        Integer integration = gyro.integration();
        if (integration != null) {
            node.put("integration_method", integration);
        }
    }

    private static void writeOutput(ObjectNode node, GyroflowProject project) {
        // Beside the video, as Gyroflow's own default has it. Paths of either system may come in, so both slashes
        // count.
        String path = project.videoFile();
        int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        String name = path.substring(slash + 1);
        int dot = name.lastIndexOf('.');
        node.put("output_folder", path.substring(0, slash + 1));
        node.put("output_filename", (dot > 0 ? name.substring(0, dot) : name) + "_stabilized.mp4");
        GyroflowProject.Video video = project.video();
        if (video != null) {
            node.put("output_width", video.widthPx());
            node.put("output_height", video.heightPx());
        }
    }

    private static void writeSynchronization(ObjectNode node, GyroflowProject project) {
        node.put("initial_offset", 0);
        node.put("initial_offset_inv", false);
        node.put("search_size", 5);
        node.put("max_sync_points", Math.max(1, project.offsets().size()));
        node.put("time_per_syncpoint", 1.5);
        // The points are here already: Gyroflow shall not make its own over them.
        node.put("do_autosync", false);
    }
}
