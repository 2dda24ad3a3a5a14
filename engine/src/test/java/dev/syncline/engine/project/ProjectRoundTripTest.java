package dev.syncline.engine.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Projects that are read and written again: what is not changed is as it was. */
class ProjectRoundTripTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final VideoInfo INFO =
            new VideoInfo("clip.mp4", 1920, 1080, 29.97, 60_000_000_000L, 1798, "h264", 0);

    private static ObjectNode again(ObjectNode project) throws IOException {
        byte[] text = MAPPER.writeValueAsBytes(project);
        return (ObjectNode) MAPPER.readTree(GyroflowProjectWriter.write(GyroflowProjectReader.read("p", text)));
    }

    /** All that was in the one is in the other, but for the names given. */
    private static void assertKept(ObjectNode before, ObjectNode after, List<String> but) {
        for (var entry : before.properties()) {
            if (but.contains(entry.getKey())) {
                continue;
            }
            JsonNode now = after.path(entry.getKey());
            if (entry.getValue() instanceof ObjectNode was && now instanceof ObjectNode is) {
                assertKept(was, is, but);
            } else {
                assertTrue(
                        entry.getValue().equals(ProjectRoundTripTest::byValue, now),
                        () -> entry.getKey() + ": " + entry.getValue() + " became " + now);
            }
        }
    }

    /** 0 where two leaves are the same: a whole number may be written with an exponent or without. */
    private static int byValue(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    }

    /** Any tree of what JSON has, as unknown keys may hold. */
    private static Arbitrary<JsonNode> trees(int deep) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.doubles().between(-1e9, 1e9).map(MAPPER.getNodeFactory()::numberNode),
                Arbitraries.longs().map(MAPPER.getNodeFactory()::numberNode),
                Arbitraries.strings().ofMaxLength(8).map(MAPPER.getNodeFactory()::stringNode),
                Arbitraries.of(true, false).map(MAPPER.getNodeFactory()::booleanNode),
                Arbitraries.just(MAPPER.getNodeFactory().nullNode()));
        return deep == 0
                ? leaf
                : Arbitraries.oneOf(
                        leaf,
                        trees(deep - 1).list().ofMaxSize(3).map(all -> {
                            ArrayNode array = MAPPER.createArrayNode();
                            all.forEach(array::add);
                            return array;
                        }),
                        unknown(deep - 1));
    }

    private static Arbitrary<JsonNode> unknown(int deep) {
        return Arbitraries.maps(
                        Arbitraries.strings()
                                .alpha()
                                .ofMinLength(1)
                                .ofMaxLength(6)
                                .map(k -> "x_" + k),
                        trees(deep))
                .ofMaxSize(3)
                .map(map -> {
                    ObjectNode object = MAPPER.createObjectNode();
                    map.forEach(object::set);
                    return object;
                });
    }

    @Provide
    Arbitrary<ObjectNode> projects() {
        Arbitrary<ObjectNode> gyro = Combinators.combine(
                        Arbitraries.of("a.gcsv", "", "file:///v/b.bbl"),
                        Arbitraries.of("XYZ", "yXz", "").injectNull(0.3),
                        three(),
                        three(),
                        Arbitraries.doubles().between(0, 200).injectNull(0.3),
                        Arbitraries.integers().between(0, 6).injectNull(0.3),
                        unknown(2))
                .as((file, letters, bias, turn, lpf, method, other) -> {
                    ObjectNode node = (ObjectNode) other.deepCopy();
                    node.put("filepath", file).put("imu_orientation", letters);
                    node.set("gyro_bias", bias);
                    node.set("rotation", turn);
                    node.put("lpf", lpf).put("integration_method", method);
                    return node.put("raw_imu", "q:ab").put("file_metadata", "");
                });
        Arbitrary<ObjectNode> offsets = Arbitraries.maps(
                        Arbitraries.longs().between(-1L << 40, 1L << 40),
                        Arbitraries.doubles().between(-1e7, 1e7))
                .ofMaxSize(6)
                .map(map -> {
                    ObjectNode node = MAPPER.createObjectNode();
                    map.forEach((us, ms) -> node.put(Long.toString(us), ms));
                    return node;
                });
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        gyro,
                        offsets,
                        Arbitraries.of("TopToBottom", "RightToLeft", "nowhere").injectNull(0.3),
                        Arbitraries.doubles().between(-40, 40),
                        unknown(3),
                        unknown(2),
                        Arbitraries.of(true, false))
                .as((version, source, points, way, readout, other, inner, full) -> {
                    ObjectNode root = (ObjectNode) other.deepCopy();
                    root.put("version", version).put("app_version", "1.x").put("videofile", "v.mp4");
                    root.set("gyro_source", source);
                    root.set("offsets", points);
                    ObjectNode stabilization = root.putObject("stabilization");
                    stabilization.setAll((ObjectNode) inner);
                    stabilization.put("frame_readout_time", readout).put("frame_readout_direction", way);
                    if (full) {
                        root.putObject("output").put("codec", "x").put("output_folder", "/o/");
                        root.putObject("synchronization").put("search_size", 7).put("do_autosync", true);
                        root.putObject("calibration_data").put("name", 7).set("fisheye_params", inner);
                        root.putObject("video_info")
                                .put("width", 1280)
                                .put("fps", 29.97)
                                .put("duration_ms", 10_000.5);
                        root.putArray("trim_ranges_ms").addArray().add(1).add(2.25);
                    }
                    return root;
                });
    }

    private static Arbitrary<@Nullable JsonNode> three() {
        return Arbitraries.doubles()
                .between(-90, 90)
                .list()
                .ofSize(3)
                .injectNull(0.4)
                .map(values -> {
                    if (values == null) {
                        return MAPPER.getNodeFactory().nullNode();
                    }
                    ArrayNode array = MAPPER.createArrayNode();
                    values.forEach(array::add);
                    return array;
                });
    }

    @Property(tries = 200)
    void shouldKeepAllThatIsNotChanged(@ForAll("projects") ObjectNode made) throws IOException {
        ObjectNode project = (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsBytes(made));
        // Gyroflow shall not make points over those that are there.
        ObjectNode after = again(project);
        assertKept(project, after, List.of("version", "do_autosync"));
        assertEquals(project.path("offsets").size(), after.path("offsets").size());
        assertEquals(4, after.path("version").asInt());
        assertTrue(after.path("output").isObject(), "without it Gyroflow's queue would not take the project");
        assertEquals(after, again(after), "written twice it is the same");
    }

    @Test
    void shouldKeepARealProject() throws IOException {
        Path file = shared().resolve("data/real/gyroflow/VID_20220615_110533_00_001.gyroflow");
        Assumptions.assumeTrue(Files.exists(file), () -> "absent: " + file);
        ObjectNode before = (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
        ObjectNode after = again(before);
        assertKept(before, after, List.of("version"));
        List<String> more = new ArrayList<>(after.propertyNames());
        more.removeAll(before.propertyNames());
        assertEquals(List.of("keyframes", "trim_ranges_ms"), more, "what version 4 has beside");
        assertEquals(
                List.of("do_autosync"),
                after.path("synchronization").propertyNames().stream()
                        .filter(key -> !before.path("synchronization").has(key))
                        .toList());
        assertEquals(4, after.path("version").asInt());
    }

    @Test
    void shouldPutASyncIntoAProjectThatIsThereAlready() throws IOException {
        GyroflowProject there = GyroflowProjectReader.read("p", """
                {"title": "Gyroflow data file", "version": 3, "videofile": "old.mp4", "studio": "north",
                 "stabilization": {"fov": 1.4, "method": "Fixed camera", "frame_readout_time": 12},
                 "calibration_data": {"name": "kept", "note": 5},
                 "gyro_source": {"filepath": "b.bbl", "imu_orientation": "zyx", "rotation": [1, 2, 3], "lpf": 50,
                  "integration_method": 1},
                 "offsets": {"1": 2}, "output": {"codec": "ProRes"}, "trim_start": 0.25, "trim_end": 0.75}""".getBytes(StandardCharsets.UTF_8));
        GyroflowProject made = Objects.requireNonNull(GyroflowProject.of(
                SampleResults.withReadout(
                        SampleResults.synced("clip.mp4"),
                        new RollingShutter(0.02, ReadoutDirection.BOTTOM_TO_TOP),
                        Double.NaN),
                INFO,
                "/clips/clip.mp4",
                "/clips/clip.gcsv",
                null,
                LogInterval.NONE));
        JsonNode root = MAPPER.readTree(GyroflowProjectWriter.write(made.over(there)));
        assertEquals(4, root.path("version").asInt());
        assertEquals("north", root.path("studio").asString());
        assertEquals(1.4, root.path("stabilization").path("fov").asDouble());
        assertEquals("Fixed camera", root.path("stabilization").path("method").asString());
        assertEquals(20, root.path("stabilization").path("frame_readout_time").asDouble());
        assertEquals(
                "BottomToTop",
                root.path("stabilization").path("frame_readout_direction").asString());
        assertEquals("kept", root.path("calibration_data").path("name").asString());
        assertEquals("ProRes", root.path("output").path("codec").asString());
        assertEquals(
                "/clips/clip.gcsv", root.path("gyro_source").path("filepath").asString());
        assertEquals("yXz", root.path("gyro_source").path("imu_orientation").asString());
        assertEquals(50, root.path("gyro_source").path("lpf").asDouble());
        assertEquals(1, root.path("gyro_source").path("integration_method").asInt());
        assertEquals(
                0,
                root.path("gyro_source").path("rotation").path(1).asDouble(),
                "a fine turn goes with the orientation that it was made for");
        assertEquals(5, root.path("offsets").size());
        assertFalse(root.path("offsets").has("1"));
        assertEquals(15_000, root.path("trim_ranges_ms").path(0).path(0).asDouble());
        assertEquals(45_000, root.path("trim_ranges_ms").path(0).path(1).asDouble());
    }

    @Test
    void shouldTakeOutAllMotionDataAndNothingElse() throws IOException {
        String text = """
                {"version": 4, "videofile": "v.mp4", "raw_imu_note": 1, "offsets": {"1": 2},
                 "gyro_source": {"filepath": "b.bbl", "mf": 3, "raw_imu": [{"timestamp_ms": 0, "gyro": [1, 2, 3]}],
                  "quaternions": "x", "file_metadata": "y", "smoothed_quaternions": "z", "gyro_bias": null}}""";
        GyroflowProject project = GyroflowProjectReader.read("p", text.getBytes(StandardCharsets.UTF_8));
        JsonNode gyro = MAPPER.readTree(GyroflowProjectWriter.write(project.withoutMotion()))
                .path("gyro_source");
        assertEquals(3, gyro.path("mf").asInt());
        for (String key : List.of("raw_imu", "quaternions", "file_metadata", "smoothed_quaternions")) {
            assertFalse(gyro.has(key), key);
        }
        assertTrue(MAPPER.readTree(GyroflowProjectWriter.write(project))
                .path("gyro_source")
                .path("raw_imu")
                .isArray());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4"})
    void shouldReadVersions(int version, int expected) throws IOException {
        String json = "{\"version\": " + version + ", \"offsets\": {\"5\": 1}}";
        GyroflowProject project = GyroflowProjectReader.read("p", json.getBytes(StandardCharsets.UTF_8));
        assertEquals(expected, project.version());
        assertEquals(1, project.offsets().size());
    }

    @Test
    void shouldReadAProjectOfThePythonProgram() throws IOException {
        GyroflowProject project = GyroflowProjectReader.read("p", """
                {"title": "Gyroflow data file", "videofile": "a.mp4", "calibration_data": {"name": "hero"},
                 "video_rotate_code": -1, "gyro_lpf_cutoff": 40, "date": "2021-06-01",
                 "video_info": {"orig_w": 2704, "orig_h": 1520, "process_w": 2704, "process_h": 2704, "fps": 50.0,
                  "num_frames": 500}, "sensor_DOF": 3, "raw_imu": [[0, 1, 2, 3], [0.01, 1, 2, 3]]}""".getBytes(StandardCharsets.UTF_8));
        assertEquals(GyroflowProject.PYTHON_VERSION, project.version());
        assertEquals(new GyroflowProject.Video(2704, 1520, 0, 500, 50, 10_000), project.video());
        assertEquals(40, project.gyro().lowPassHz());
        assertTrue(project.offsets().isEmpty());
    }

    @Test
    void shouldLeaveTheVersionOfRedsClips() throws IOException {
        GyroflowProject project = GyroflowProjectReader.read(
                "p", "{\"version\": 3, \"videofile\": \"A001.R3D\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                3,
                MAPPER.readTree(GyroflowProjectWriter.write(project))
                        .path("version")
                        .asInt());
    }

    private static Path shared() {
        String named = System.getProperty("syncline.shared");
        if (named != null) {
            return Path.of(named);
        }
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/data"))) {
            at = at.getParent();
        }
        Path found = at;
        Assumptions.assumeTrue(found != null, "no folder named shared beside the checkout");
        return Objects.requireNonNull(found).resolve("shared");
    }
}
