package dev.syncline.engine.project;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.track.Quality;
import dev.syncline.engine.track.SyncPoint;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GyroflowProjectTest {
    private static final VideoInfo INFO =
            new VideoInfo("clip.mp4", 1920, 1080, 29.97, 60_000_000_000L, 1798, "h264", 90);
    private static final String LENS = "{\"name\": \"lens\", \"calib_dimension\": {\"w\": 1920, \"h\": 1080}}";

    private static GyroflowProject project(@Nullable String lens) {
        GyroflowProject project =
                GyroflowProject.of(SampleResults.synced("clip.mp4"), INFO, "/clips/clip.mp4", "/clips/clip.gcsv", lens);
        return java.util.Objects.requireNonNull(project);
    }

    private static JsonNode tree(GyroflowProject project) throws IOException {
        return new JsonMapper().readTree(GyroflowProjectWriter.write(project));
    }

    @Test
    void shouldWriteTheKeysThatGyroflowReads() throws IOException {
        JsonNode root = tree(project(LENS));
        for (String key : List.of(
                "title",
                "version",
                "app_version",
                "videofile",
                "calibration_data",
                "date",
                "video_info",
                "stabilization",
                "gyro_source",
                "offsets",
                "keyframes",
                "trim_ranges_ms",
                "output",
                "synchronization")) {
            assertTrue(root.has(key), key);
        }
        assertEquals("Gyroflow data file", root.path("title").asString());
        assertEquals(4, root.path("version").asInt());
        for (String key : List.of("width", "height", "rotation", "num_frames", "fps", "duration_ms")) {
            assertTrue(root.path("video_info").path(key).isNumber(), key);
        }
        assertEquals(60_000.0, root.path("video_info").path("duration_ms").asDouble());
        assertEquals(
                "/clips/clip.gcsv", root.path("gyro_source").path("filepath").asString());
        assertEquals("yXz", root.path("gyro_source").path("imu_orientation").asString());
        assertEquals("/clips/", root.path("output").path("output_folder").asString());
        assertEquals(
                "clip_stabilized.mp4",
                root.path("output").path("output_filename").asString());
        assertEquals(
                1920,
                root.path("calibration_data").path("calib_dimension").path("w").asInt());
        assertFalse(root.path("synchronization").path("do_autosync").asBoolean());
        assertTrue(root.path("offsets").isObject());
        root.path("offsets").properties().forEach(entry -> {
            assertTrue(entry.getKey().matches("-?\\d+"), entry.getKey());
            assertTrue(entry.getValue().isNumber());
        });
    }

    @Test
    void shouldKeyAnOffsetByGyroTimeAndKeepGyroflowsSign() throws IOException {
        // A log that began 12.5 s before the camera, matched at 3 s of the video: "15500000": -12500.
        SyncPoint point = new SyncPoint(
                3_000_000_000L, 15_500_000_000L, -12_500_000_000L, 1e5, 0.99, 0.4, Quality.GOOD, Double.NaN);
        GyroflowProject.Offset offset = GyroflowProject.Offset.of(point, 0);
        assertEquals(new GyroflowProject.Offset(15_500_000, -12_500), offset);
        // The same log stamped by an uptime that stands at 1000 s when the log begins.
        SyncPoint uptime = new SyncPoint(
                3_000_000_000L, 1_015_500_000_000L, -1_012_500_000_000L, 1e5, 0.99, 0.4, Quality.GOOD, Double.NaN);
        GyroflowProject.Offset relative = GyroflowProject.Offset.of(uptime, 1_000_000_000_000L);
        assertEquals(offset, relative);
        assertEquals(uptime.offsetNs(), relative.offsetNs(1_000_000_000_000L));
        assertEquals(3_000_000_000L, relative.videoNs());
    }

    @Test
    void shouldGiveTheSamePointsWhenReadBack() throws IOException {
        SyncResult result = SampleResults.synced("clip.mp4");
        GyroflowProject written = project(LENS);
        GyroflowProject back = GyroflowProjectReader.read("p.gyroflow", GyroflowProjectWriter.write(written));
        List<SyncPoint> good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .toList();
        assertEquals(good.size(), back.offsets().size());
        for (int i = 0; i < good.size(); i++) {
            GyroflowProject.Offset offset = back.offsets().get(i);
            assertEquals(good.get(i).offsetNs(), offset.offsetNs(result.zeroOfLogNs()));
            assertTrue(Math.abs(good.get(i).videoNs() - offset.videoNs()) <= 500);
        }
        assertEquals(written.video(), back.video());
        assertEquals(written.gyro().filePath(), back.gyro().filePath());
        assertArrayEquals(written.gyro().biasDegS(), back.gyro().biasDegS(), 1e-9);
        assertEquals(
                -Math.toDegrees(0.0103),
                java.util.Objects.requireNonNull(back.gyro().biasDegS())[0],
                1e-9);
        assertEquals(16.2, back.readoutMs());
        assertNotNull(back.lensProfileJson());
    }

    @Test
    void shouldMakeNoProjectWithoutAGoodPoint() {
        assertNull(GyroflowProject.of(SampleResults.refused(), INFO, "/a.mp4", "/a.gcsv", null));
    }

    @Test
    void shouldWriteEmptyCalibrationDataWithoutALens() throws IOException {
        JsonNode root = tree(project(null));
        assertTrue(root.path("calibration_data").isObject()
                && root.path("calibration_data").isEmpty());
        assertNull(GyroflowProjectReader.read("p", GyroflowProjectWriter.write(project(null)))
                .lensProfileJson());
    }

    @Test
    void shouldRejectALensProfileThatIsNoObject() {
        assertThrows(IOException.class, () -> GyroflowProjectWriter.write(project("[1, 2]")));
        assertThrows(IOException.class, () -> GyroflowProjectWriter.write(project("{")));
    }

    @Test
    void shouldReadAProjectThatGyroflowWrote() throws IOException {
        Path file = sharedFolder().resolve("data/real/gyroflow/VID_20220615_110533_00_001.gyroflow");
        Assumptions.assumeTrue(Files.exists(file), () -> "absent: " + file);
        GyroflowProject project = GyroflowProjectReader.read(file);
        assertEquals(2, project.version());
        assertEquals("1.0.1", project.appVersion());
        assertEquals(new GyroflowProject.Video(1920, 1080, 180, 574, 24, 23_917), project.video());
        assertTrue(project.gyro().filePath().endsWith("VID_20220615_110533_00_001.insv"));
        assertEquals("xZy", project.gyro().orientation());
        assertEquals(23.5188, project.readoutMs(), 1e-3);
        assertTrue(project.offsets().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"offsets\": [1]}|field offsets: found ARRAY",
                "{\"offsets\": {\"1.5\": 2}}|field offsets: found key \"1.5\"",
                "{\"offsets\": {\"15\": \"x\"}}|field offsets: found \"x\"",
                "{\"offsets\": {\"15\": 1e999}}|out of range",
                "{\"version\": 5}|field version: found 5",
                "{\"videofile\": 7}|field videofile: found 7",
                "{\"gyro_source\": {\"gyro_bias\": [1]}}|gyro_bias",
                "[]|not a Gyroflow project",
                "{\"title\": \"Gyro|not a Gyroflow project",
            })
    void shouldSayInOneLineWhatIsWrong(String json, String expected) {
        IOException e = assertThrows(
                IOException.class,
                () -> GyroflowProjectReader.read("p.gyroflow", json.getBytes(StandardCharsets.UTF_8)));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("p.gyroflow") && message.contains(expected), message);
        assertFalse(message.contains("\n"), message);
    }

    @Property(tries = 300)
    void shouldTakeAnyBytesWithoutAnUnexpectedError(@ForAll byte[] bytes) {
        try {
            GyroflowProjectReader.read("p.gyroflow", bytes);
        } catch (IOException expected) {
            assertTrue(String.valueOf(expected.getMessage()).startsWith("p.gyroflow"));
        }
    }

    private static Path sharedFolder() {
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
        return java.util.Objects.requireNonNull(found).resolve("shared");
    }
}
