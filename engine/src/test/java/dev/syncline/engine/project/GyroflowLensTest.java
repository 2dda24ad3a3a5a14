package dev.syncline.engine.project;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GyroflowLensTest {
    private static final Set<String> DIRECTIONS = Set.of("TopToBottom", "BottomToTop", "LeftToRight", "RightToLeft");

    /** Letter by letter as Gyroflow knows them. */
    private static final Set<String> MODELS = Set.of(
            "opencv_fisheye",
            "opencv_standard",
            "poly3",
            "poly5",
            "ptlens",
            "sony",
            "generic_polynomial",
            "insta360",
            "gopro");

    private static final Set<String> DIGITAL =
            Set.of("gopro_superview", "gopro6_superview", "gopro_hyperview", "gopro_warp");

    /** Every key that may be written, and its kind; what Gyroflow does not know (syncline) is not looked into. */
    private static final Map<String, String> PROJECT = Map.ofEntries(
            Map.entry("title", "text"),
            Map.entry("version", "4"),
            Map.entry("app_version", "text"),
            Map.entry("videofile", "text"),
            Map.entry("date", "text"),
            Map.entry("background_mode", "whole"),
            Map.entry("video_info.width", "whole"),
            Map.entry("video_info.height", "whole"),
            Map.entry("video_info.rotation", "number"),
            Map.entry("video_info.num_frames", "whole"),
            Map.entry("video_info.fps", "number"),
            Map.entry("video_info.duration_ms", "number"),
            Map.entry("video_info.fps_scale", "null"),
            Map.entry("video_info.vfr_fps", "number"),
            Map.entry("video_info.vfr_duration_ms", "number"),
            Map.entry("stabilization.fov", "number"),
            Map.entry("stabilization.frame_readout_time", "number"),
            Map.entry("stabilization.frame_readout_direction", "direction"),
            Map.entry("gyro_source.filepath", "text"),
            Map.entry("gyro_source.lpf", "number"),
            Map.entry("gyro_source.rotation", "null"),
            Map.entry("gyro_source.acc_rotation", "null"),
            Map.entry("gyro_source.imu_orientation", "orientation"),
            Map.entry("gyro_source.gyro_bias", "numbers"),
            Map.entry("output.output_folder", "text"),
            Map.entry("output.output_filename", "text"),
            Map.entry("output.output_width", "whole"),
            Map.entry("output.output_height", "whole"),
            Map.entry("synchronization.initial_offset", "number"),
            Map.entry("synchronization.initial_offset_inv", "truth"),
            Map.entry("synchronization.search_size", "number"),
            Map.entry("synchronization.max_sync_points", "whole"),
            Map.entry("synchronization.time_per_syncpoint", "number"),
            Map.entry("synchronization.do_autosync", "truth"),
            Map.entry("trim_ranges_ms", "numbers"));

    private static final Map<String, String> PROFILE = Map.ofEntries(
            Map.entry("name", "text"),
            Map.entry("note", "text"),
            Map.entry("calibrated_by", "text"),
            Map.entry("camera_brand", "text"),
            Map.entry("camera_model", "text"),
            Map.entry("lens_model", "text"),
            Map.entry("camera_setting", "text"),
            Map.entry("identifier", "text"),
            Map.entry("date", "text"),
            Map.entry("calibrator_version", "text"),
            Map.entry("distortion_model", "model"),
            Map.entry("digital_lens", "digital"),
            Map.entry("digital_lens_params", "numbers"),
            Map.entry("calib_dimension.w", "whole"),
            Map.entry("calib_dimension.h", "whole"),
            Map.entry("orig_dimension.w", "whole"),
            Map.entry("orig_dimension.h", "whole"),
            Map.entry("output_dimension.w", "whole"),
            Map.entry("output_dimension.h", "whole"),
            Map.entry("fisheye_params.RMS_error", "number"),
            Map.entry("fisheye_params.camera_matrix", "matrix"),
            Map.entry("fisheye_params.distortion_coeffs", "numbers"),
            Map.entry("frame_readout_time", "number"),
            Map.entry("frame_readout_direction", "direction"),
            Map.entry("fps", "number"),
            Map.entry("gyro_lpf", "number"),
            Map.entry("input_horizontal_stretch", "number"),
            Map.entry("num_images", "whole"),
            Map.entry("official", "truth"),
            Map.entry("asymmetrical", "truth"),
            Map.entry("global_shutter", "truth"),
            Map.entry("compatible_settings", "any"),
            Map.entry("sync_settings", "any"));

    private static boolean is(String kind, JsonNode value) {
        return switch (kind) {
            case "text" -> value.isString();
            case "number" -> value.isNumber();
            case "whole" -> value.isIntegralNumber() && value.longValue() >= 0;
            case "truth" -> value.isBoolean();
            case "null" -> value.isNull();
            case "4" -> value.isIntegralNumber() && value.intValue() == 4;
            case "direction" -> value.isString() && DIRECTIONS.contains(value.stringValue());
            case "model" -> value.isString() && MODELS.contains(value.stringValue());
            case "digital" -> value.isString() && DIGITAL.contains(value.stringValue());
            case "orientation" -> value.isString() && value.stringValue().matches("[xyzXYZ]{3}");
            case "numbers" -> value.isArray() && value.valueStream().allMatch(JsonNode::isNumber);
            case "matrix" ->
                value.size() == 3 && value.valueStream().allMatch(row -> row.size() == 3 && is("numbers", row));
            default -> true;
        };
    }

    private static void check(JsonNode node, String path, Map<String, String> kinds, Set<String> seen) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            String kind = kinds.get(key);
            if (kind == null && entry.getValue().isObject()) {
                check(entry.getValue(), key, kinds, seen);
            } else {
                assertTrue(kind != null, () -> "no such key is known: " + key);
                assertTrue(is(String.valueOf(kind), entry.getValue()), () -> key + " is " + entry.getValue());
                seen.add(key);
            }
        }
    }

    private static JsonNode written(@Nullable String lens) throws IOException {
        VideoInfo info = new VideoInfo("clip.mp4", 1920, 1080, 29.97, 60_000_000_000L, 1798, "h264", 90);
        GyroflowProject project = GyroflowProject.of(
                SampleResults.synced("clip.mp4"), info, "/clips/clip.mp4", "/clips/clip.gcsv", lens, LogInterval.NONE);
        return JsonMapper.shared().readTree(GyroflowProjectWriter.write(Objects.requireNonNull(project)));
    }

    private static void checkProject(JsonNode root) {
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            switch (entry.getKey()) {
                case "syncline" -> assertTrue(entry.getValue().isObject());
                case "calibration_data" -> check(entry.getValue(), "", PROFILE, seen);
                case "keyframes" -> assertTrue(entry.getValue().isEmpty());
                case "offsets" ->
                    entry.getValue().properties().forEach(o -> {
                        assertTrue(o.getKey().matches("-?\\d+"));
                        assertTrue(o.getValue().isNumber());
                    });
                default ->
                    check(
                            JsonMapper.shared().createObjectNode().set(entry.getKey(), entry.getValue()),
                            "",
                            PROJECT,
                            seen);
            }
        }
        assertTrue(seen.containsAll(PROJECT.keySet()), () -> "not written: " + PROJECT.keySet());
    }

    @Test
    void shouldWriteEachKeyInTheKindThatGyroflowLoads(@TempDir Path folder) throws IOException {
        List<ClipSpec> all = SyntheticCatalogue.all();
        Set<String> directions = new HashSet<>();
        for (ClipSpec clip : all.subList(0, 12)) {
            ClipFiles.write(clip, folder);
            String profile = Files.readString(ClipFiles.lens(clip, folder));
            JsonNode ours = JsonMapper.shared().readTree(profile);
            check(ours, "", PROFILE, new HashSet<>());
            assertEquals(ours, written(profile).path("calibration_data"), "our own profiles need no change");
            directions.add(ours.path("frame_readout_direction").asString());
            checkProject(written(profile));
        }
        assertEquals(DIRECTIONS, directions);
    }

    @Test
    void shouldBringAProfileIntoGyroflowsForm() throws IOException {
        JsonNode root = written("""
                {"name": 7, "note": null, "calib_dimension": {"w": 1920.0, "h": "1080"}, "orig_dimension": {"w": 5},
                 "frame_readout_time": "-16.5", "frame_readout_direction": 0, "fps": "29.97", "gyro_lpf": "none",
                 "asymmetrical": 1, "global_shutter": "false", "official": {}, "calibrator_version": "",
                 "num_images": 15.0, "compatible_settings": {"a": 1}, "sync_settings": {"do_autosync": true},
                 "distortion_model": "opencv_fisheye", "input_horizontal_stretch": null,
                 "fisheye_params": {"RMS_error": "0.5", "camera_matrix": [["1000", 0, 960], [0, 1000, 540], [0, 0, 1]],
                                    "distortion_coeffs": ["0.1", 0, 0, 0]}}""");
        JsonNode lens = root.path("calibration_data");
        check(lens, "", PROFILE, new HashSet<>());
        assertEquals("7", lens.path("name").asString());
        assertFalse(lens.has("note") || lens.has("orig_dimension") || lens.has("gyro_lpf") || lens.has("official"));
        assertFalse(lens.has("compatible_settings") || lens.has("input_horizontal_stretch"));
        assertEquals(1080, lens.path("calib_dimension").path("h").asInt());
        assertEquals(16.5, lens.path("frame_readout_time").asDouble());
        assertEquals(
                "BottomToTop", lens.path("frame_readout_direction").asString(), "a negative time runs the other way");
        assertTrue(lens.path("asymmetrical").asBoolean());
        assertFalse(lens.path("global_shutter").asBoolean());
        assertEquals(
                0.1,
                lens.path("fisheye_params").path("distortion_coeffs").get(0).asDouble());
        assertTrue(lens.path("sync_settings").path("do_autosync").asBoolean());
        assertFalse(lens.path("calibrator_version").asString().isEmpty());
    }

    /** What is written is the lens that was read, by our reader too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opencv_standard|0.1, -0.02, 0.001, 0.002, 0.01|''",
                "poly3|0.1|''",
                "poly5|0.1, 0.02|''",
                "ptlens|0.01, 0.02, 0.03|''",
                "sony|0.99, 0.01, 0.02, 0.01, 0.001, 0.002|''",
                "' sony '|1|''",
                "generic_polynomial|1, 0, 0.05, 0, 0.01, 0, 0, 0, 0, 0, 0, 0.001|''",
                "insta360|0.1, 0.02, 0.01, 0.001, 0.002, 0.2|''",
                "gopro|0, 1.8, 0.1, -0.6|gopro_warp",
                "opencv_fisheye|0.1, 0, 0, 0|gopro_superview",
                "opencv_fisheye|0.1, 0, 0, 0|gopro_hyperview",
                "opencv_fisheye|0.1, 0, 0, 0|'gopro6_superview '",
            })
    void shouldNameTheModelAsGyroflowDoes(String model, String coefficients, String digital) throws IOException {
        String profile = """
                {"name": "a lens", "calib_dimension": {"w": 1920, "h": 1080}, "distortion_model": "%s",
                 "digital_lens": "%s",
                 "digital_lens_params": [1.2, -1.3, 1.8, 0, 0, 0, 0, 0, 0.94, 0.4, -0.7, -0.3, 1.1, 0.35, 1.3333, 0],
                 "fisheye_params": {"camera_matrix": [[900, 0, 960], [0, 905, 540], [0, 0, 1]],
                                    "distortion_coeffs": [%s]}}""".formatted(model, digital, coefficients);
        VideoInfo info = new VideoInfo("clip.mp4", 1920, 1080, 29.97, 60_000_000_000L, 1798, "h264", 0);
        GyroflowProject project = Objects.requireNonNull(GyroflowProject.of(
                SampleResults.synced("clip.mp4"), info, "clip.mp4", "clip.gcsv", profile, LogInterval.NONE));
        byte[] written = GyroflowProjectWriter.write(project);
        JsonNode lens = JsonMapper.shared().readTree(written).path("calibration_data");
        check(lens, "", PROFILE, new HashSet<>());
        assertEquals(model.strip(), lens.path("distortion_model").asString());
        assertEquals(digital.strip(), lens.path("digital_lens").asString(""));
        assertTrue(lens.path("fisheye_params").path("distortion_coeffs").size() >= 4);
        String read = Objects.requireNonNull(
                GyroflowProjectReader.read("clip.gyroflow", written).lensProfileJson());
        CameraModel before = LensProfileReader.read(profile.getBytes(StandardCharsets.UTF_8), "lens.json")
                .camera();
        CameraModel after = LensProfileReader.read(read.getBytes(StandardCharsets.UTF_8), "lens.json")
                .camera();
        double[] one = new double[3];
        double[] other = new double[3];
        for (int i = 0; i <= 8; i++) {
            before.bearing(1920 * i / 8.0, 1080 * (8 - i) / 8.0, one, 0);
            after.bearing(1920 * i / 8.0, 1080 * (8 - i) / 8.0, other, 0);
            assertArrayEquals(one, other, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,TopToBottom",
        "1,BottomToTop",
        "2,LeftToRight",
        "3,RightToLeft",
        "'\"BottomToTop\"',BottomToTop",
        "'\"90\"',RightToLeft"
    })
    void shouldWriteADirectionByName(String inProfile, String written) throws IOException {
        JsonNode lens = written("{\"frame_readout_time\": 9, \"frame_readout_direction\": " + inProfile + "}")
                .path("calibration_data");
        assertEquals(written, lens.path("frame_readout_direction").asString());
        assertEquals(9, lens.path("frame_readout_time").asDouble());
    }

    @ParameterizedTest
    @CsvSource({"7", "'\"sideways\"'", "[]", "null"})
    void shouldLeaveOutADirectionThatNobodyKnows(String inProfile) throws IOException {
        JsonNode lens = written("{\"frame_readout_direction\": " + inProfile + ", \"mine\": [1, {\"a\": null}]}")
                .path("calibration_data");
        assertFalse(lens.has("frame_readout_direction"));
        assertEquals("[1,{\"a\":null}]", lens.path("mine").toString(), "what Gyroflow does not know stays");
    }
}
