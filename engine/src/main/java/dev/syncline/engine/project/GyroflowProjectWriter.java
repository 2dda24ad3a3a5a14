package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.result.Decimals;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a version 4 project that Gyroflow opens: offsets as an object of gyro time (µs) to offset (ms), and an
 * {@code output} object, without which its render queue would not take the project.
 */
public final class GyroflowProjectWriter {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private GyroflowProjectWriter() {}

    /**
     * The project as UTF-8 text.
     *
     * @throws IOException when the lens profile that the project carries is not a JSON object
     */
    public static byte[] write(GyroflowProject project) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("title", "Gyroflow data file");
        root.put("version", GyroflowProject.WRITTEN_VERSION);
        root.put("app_version", project.appVersion());
        root.put("videofile", project.videoFile());
        root.set("calibration_data", lensProfile(project.lensProfileJson()));
        root.put("date", "");
        root.put("background_mode", 0);
        writeVideo(root.putObject("video_info"), project.video());
        ObjectNode stabilization = root.putObject("stabilization");
        stabilization.put("fov", 1.0);
        RollingShutter readout = project.readout();
        if (readout != null && readout.readoutS() > 0) {
            stabilization.put("frame_readout_time", Decimals.rounded(readout.readoutS() * 1e3, 6));
            stabilization.put("frame_readout_direction", readout.direction().word());
        }
        writeGyro(root.putObject("gyro_source"), project.gyro());
        ObjectNode offsets = root.putObject("offsets");
        for (GyroflowProject.Offset offset : project.offsets()) {
            offsets.put(Long.toString(offset.gyroTimeUs()), Decimals.rounded(offset.offsetMs(), 6));
        }
        root.putObject("keyframes");
        root.putArray("trim_ranges_ms");
        writeOutput(root.putObject("output"), project);
        writeSynchronization(root.putObject("synchronization"), project);
        GyroflowProject.Origin origin = project.origin();
        if (origin != null) {
            writeOrigin(root.putObject("syncline"), origin);
        }
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
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
            throw new TelemetryFormatException("lens profile", "", "not JSON: " + e.getOriginalMessage());
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

    private static void writeVideo(ObjectNode node, GyroflowProject.@Nullable Video video) {
        if (video == null) {
            return;
        }
        node.put("width", video.widthPx());
        node.put("height", video.heightPx());
        node.put("rotation", Decimals.rounded(video.rotationDeg(), 3));
        node.put("num_frames", video.frameCount());
        node.put("fps", Decimals.rounded(video.fps(), 9));
        node.put("duration_ms", Decimals.rounded(video.durationMs(), 6));
        node.putNull("fps_scale");
        node.put("vfr_fps", Decimals.rounded(video.fps(), 9));
        node.put("vfr_duration_ms", Decimals.rounded(video.durationMs(), 6));
    }

    private static void writeGyro(ObjectNode node, GyroflowProject.GyroSource gyro) {
        node.put("filepath", gyro.filePath());
        node.put("lpf", 0.0);
        node.putNull("rotation");
        node.putNull("acc_rotation");
        node.put("imu_orientation", gyro.orientation());
        double[] bias = gyro.biasDegS();
        if (bias == null) {
            node.putNull("gyro_bias");
        } else {
            ArrayNode axes = node.putArray("gyro_bias");
            for (double axis : bias) {
                axes.add(Decimals.rounded(axis, 9));
            }
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
