package dev.syncline.engine.project;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
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
        GyroflowProject project = GyroflowProject.of(
                SampleResults.synced("clip.mp4"), INFO, "/clips/clip.mp4", "/clips/clip.gcsv", lens, LogInterval.NONE);
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
    void shouldKeyAnOffsetByGyroTimeAndKeepGyroflowsSign() {
        // A log that began 12.5 s before the camera, matched at 3 s of the video: "15500000": -12500.
        GyroflowProject.Offset offset = new GyroflowProject.Offset(15_500_000, -12_500);
        assertEquals(3_000_000_000L, offset.videoNs());
        // The same log stamped by an uptime that stands at 1000 s when the log begins.
        assertEquals(-1_012_500_000_000L, offset.offsetNs(1_000_000_000_000L));
    }

    @Test
    void shouldGiveTheSameResultWhenReadBack() throws IOException {
        SyncResult result = SampleResults.synced("clip.mp4");
        GyroflowProject written = project(LENS);
        GyroflowProject back = GyroflowProjectReader.read("p.gyroflow", GyroflowProjectWriter.write(written));
        assertEquals(written.offsets(), back.offsets());
        assertEquals(written.video(), back.video());
        assertEquals(written.gyro().filePath(), back.gyro().filePath());
        assertArrayEquals(written.gyro().biasDegS(), back.gyro().biasDegS(), 1e-9);
        assertEquals(
                -Math.toDegrees(0.0103),
                java.util.Objects.requireNonNull(back.gyro().biasDegS())[0],
                1e-9);
        assertEquals(result.estimates().shutter(), back.readout());
        assertNotNull(back.lensProfileJson());
        SyncResult again = ProjectResult.of(back, "p.gyroflow", LogInterval.NONE, 0);
        assertArrayEquals(SyncResultJson.write(result), SyncResultJson.write(again));
    }

    @Test
    void shouldPutOffsetsOnTheTrackAndAddHalfASample() throws IOException {
        SyncResult result = SampleResults.synced("clip.mp4");
        for (LogInterval interval : List.of(LogInterval.NONE, LogInterval.of(log(2_500_000)))) {
            GyroflowProject project = java.util.Objects.requireNonNull(
                    GyroflowProject.of(result, INFO, "/clips/clip.mp4", "/clips/clip.gcsv", LENS, interval));
            GyroflowProject back = GyroflowProjectReader.read("p.gyroflow", GyroflowProjectWriter.write(project));
            // Begin, the three good points, end: not the doubtful and the bad one.
            assertEquals(5, back.offsets().size());
            double halfMs = interval == LogInterval.NONE ? 0 : 1.25;
            for (int i = 0; i <= 200; i++) {
                long videoNs = 300_000_000L * i;
                assertEquals(
                        (result.timeline().track().offsetNsAt(videoNs)
                                        + result.inputs().zeroOfLogNs())
                                * 1e-6,
                        back.offsetMsAt(videoNs * 1e-6) - halfMs,
                        1e-5);
            }
            assertEquals(
                    halfMs == 0,
                    !tree(project).path("syncline").path("note").asString().contains("plus half"));
        }
    }

    @Test
    void shouldPutAKnotOnEitherSideOfAJump() {
        SyncResult sample = SampleResults.synced("clip.mp4");
        for (double stepNs : new double[] {40e6, -40e6, 3e9, -3e9}) {
            long at = 21_000_000_000L;
            SyncTrack track = new SyncTrack(List.of(
                    new SyncTrack.Knot(0, -12.5e9),
                    new SyncTrack.Knot(at - 1, -12.5e9),
                    new SyncTrack.Knot(at, -12.5e9 + stepNs),
                    new SyncTrack.Knot(60_000_000_000L, -12.5e9 + stepNs + 1e6)));
            SyncResult jumped = SampleResults.withTrack(sample, track);
            GyroflowProject project = java.util.Objects.requireNonNull(GyroflowProject.of(
                    jumped, INFO, "/clips/clip.mp4", "/clips/clip.gcsv", null, LogInterval.of(log(2_500_000))));
            for (int i = 0; i <= 200; i++) {
                long videoNs = 300_000_000L * i + 7_000_000;
                assertEquals(
                        (track.offsetNsAt(videoNs) + jumped.inputs().zeroOfLogNs()) * 1e-6 + 1.25,
                        project.offsetMsAt(videoNs * 1e-6),
                        0.01,
                        () -> "step " + stepNs);
            }
        }
    }

    @Test
    void shouldReadAProjectThatWasEditedByItsOffsets() throws IOException {
        byte[] text = GyroflowProjectWriter.write(java.util.Objects.requireNonNull(GyroflowProject.of(
                SampleResults.synced("clip.mp4"),
                INFO,
                "/clips/clip.mp4",
                "/clips/clip.gcsv",
                null,
                LogInterval.of(log(2_500_000)))));
        var root = (tools.jackson.databind.node.ObjectNode) new JsonMapper().readTree(text);
        var offsets = (tools.jackson.databind.node.ObjectNode) root.path("offsets");
        String key = offsets.propertyNames().iterator().next();
        offsets.put(key, offsets.path(key).asDouble() + 7);
        GyroflowProject edited = GyroflowProjectReader.read("p", new JsonMapper().writeValueAsBytes(root));
        SyncResult result = ProjectResult.of(edited, "p", LogInterval.NONE, 0);
        assertEquals(5, result.points().size());
        SyncPoint first = result.points().getFirst();
        assertEquals(-12_500 + 7, first.offsetNs() * 1e-6, 1e-3);
        assertEquals(first.videoNs() - first.offsetNs(), first.logNs());
        assertEquals("yXz", result.mounting().declared());
        assertEquals(
                0.0103,
                java.util.Objects.requireNonNull(
                        requireNonNull(result.estimates().gyroBias()).rateRadS())[0],
                1e-9);
    }

    @Test
    void shouldTakeHalfASampleFromAProjectOfGyroflows() throws IOException {
        GyroflowProject project = GyroflowProjectReader.read("p", """
                {"version": 4, "app_version": "1.6.3", "videofile": "file:///v/a.mp4",
                 "video_info": {"width": 1280, "height": 720, "fps": 30, "num_frames": 300, "duration_ms": 10000},
                 "stabilization": {"frame_readout_time": 12, "frame_readout_direction": "RightToLeft"},
                 "gyro_source": {"filepath": "a.gcsv", "imu_orientation": "zyx", "gyro_bias": [1, 0, -2]},
                 "offsets": {"2000000": -500, "7000000": -490}}""".getBytes(StandardCharsets.UTF_8));
        SyncResult result = ProjectResult.of(project, "p", LogInterval.of(log(5_000_000)), 1_000_000_000L);
        assertEquals(2, result.points().size());
        assertEquals(1_500_000_000L, result.points().getFirst().videoNs());
        assertEquals(
                -500_000_000L - 2_500_000 - 1_000_000_000L,
                result.points().getFirst().offsetNs());
        assertEquals(-12, result.estimates().readoutMs(), 1e-9);
        assertEquals(
                -Math.toRadians(1),
                java.util.Objects.requireNonNull(
                        requireNonNull(result.estimates().gyroBias()).rateRadS())[0],
                1e-12);
        assertEquals("zyx", result.mounting().declared());
        // Extended over the clip, as Gyroflow does.
        double perS = 10.0 / (6.510 - 1.5);
        assertEquals(-1502.5 - 1.5 * perS, result.timeline().track().offsetNsAt(0) * 1e-6, 1e-6);
        assertEquals(-1502.5 + 8.5 * perS, result.timeline().track().offsetNsAt(10_000_000_000L) * 1e-6, 1e-6);
        assertEquals(SyncResult.Status.SYNCED, result.status());
        GyroflowProject none = GyroflowProjectReader.read("p", "{}".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                SyncResult.Status.REFUSED,
                ProjectResult.of(none, "p", LogInterval.NONE, 0).status());
    }

    @ParameterizedTest
    @CsvSource({
        "TOP_TO_BOTTOM,TopToBottom",
        "BOTTOM_TO_TOP,BottomToTop",
        "LEFT_TO_RIGHT,LeftToRight",
        "RIGHT_TO_LEFT,RightToLeft"
    })
    void shouldWriteTheReadoutsDirectionAsText(ReadoutDirection direction, String word) throws IOException {
        SyncResult result = SampleResults.withReadout(
                SampleResults.synced("clip.mp4"), new RollingShutter(0.02, direction), Double.NaN);
        JsonNode stabilization = tree(of(result)).path("stabilization");
        assertEquals(20, stabilization.path("frame_readout_time").asDouble());
        assertEquals(word, stabilization.path("frame_readout_direction").asString());
        assertEquals(
                result.estimates().shutter(),
                GyroflowProjectReader.read("p", GyroflowProjectWriter.write(of(result)))
                        .readout());
    }

    @ParameterizedTest
    @CsvSource({"2.9,false", "3.1,true", "0,false"})
    void shouldWriteNoReadoutThatMayAsWellBeNothing(double sigmas, boolean written) throws IOException {
        SyncResult result = SampleResults.withReadout(
                SampleResults.synced("clip.mp4"),
                new RollingShutter(sigmas * 1e-3, ReadoutDirection.BOTTOM_TO_TOP),
                1.0);
        assertEquals(written, tree(of(result)).path("stabilization").has("frame_readout_time"));
        assertEquals(written, tree(of(result)).path("stabilization").has("frame_readout_direction"));
    }

    @Test
    void shouldTellGyroflowOfAxesInsideAVideoOnlyWhereItIsWrong() throws IOException {
        SyncResult result = SampleResults.synced("clip.mp4");
        GyroflowProject inside = java.util.Objects.requireNonNull(
                GyroflowProject.of(result, INFO, "/a.mp4", "/a.mp4", null, LogInterval.NONE));
        assertEquals("yXz", inside.gyro().orientation(), "the motion shows others than are declared");
    }

    private static GyroflowProject of(SyncResult result) {
        return java.util.Objects.requireNonNull(
                GyroflowProject.of(result, INFO, "/clips/clip.mp4", "/clips/clip.gcsv", null, LogInterval.NONE));
    }

    private static GyroTrack log(long periodNs) {
        int n = 1000;
        long[] timesNs = new long[n];
        for (int i = 0; i < n; i++) {
            timesNs[i] = 1_000_000_000L + i * periodNs;
        }
        return new GyroTrack(timesNs, new float[n], new float[n], new float[n]);
    }

    @Test
    void shouldMakeNoProjectWithoutAGoodPoint() {
        assertNull(GyroflowProject.of(SampleResults.refused(), INFO, "/a.mp4", "/a.gcsv", null, LogInterval.NONE));
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
        assertEquals(
                23.5188, java.util.Objects.requireNonNull(project.readout()).signedMs(), 1e-3);
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
