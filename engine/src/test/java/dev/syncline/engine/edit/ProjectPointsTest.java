package dev.syncline.engine.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.project.ProjectResult;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProjectPointsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final VideoInfo INFO = new VideoInfo("clip.mp4", 1920, 1080, 29.97, 60 * SECOND, 1798, "h264", 0);
    private static final String FOREIGN = """
            {"title": "Gyroflow data file", "version": 3, "videofile": "file:///v/a.mp4", "stars": [1.50, 1e-7],
             "video_info": {"width": 1280, "height": 720, "fps": 30, "num_frames": 300, "duration_ms": 10000},
             "gyro_source": {"filepath": "a.gcsv", "imu_orientation": "zyx", "hidden": {"a": null}},
             "offsets": {"5500000": -500.1234567890123, "7490000": -490}, "output": {"codec": "x"}}""";

    private static byte[] ours() throws IOException {
        return GyroflowProjectWriter.write(Objects.requireNonNull(GyroflowProject.of(
                SampleResults.synced("clip.mp4"),
                INFO,
                "/clips/clip.mp4",
                "/clips/clip.gcsv",
                null,
                LogInterval.of(log()))));
    }

    private static GyroTrack log() {
        int n = 1000;
        long[] timesNs = new long[n];
        for (int i = 0; i < n; i++) {
            timesNs[i] = i * 2_500_000L;
        }
        return new GyroTrack(timesNs, new float[n], new float[n], new float[n]);
    }

    @Test
    void shouldChangeNothingButThePoints() throws IOException {
        byte[] before = FOREIGN.getBytes(StandardCharsets.UTF_8);
        PointsFile file = PointsFile.read("p", before);
        ObjectNode old = (ObjectNode) PointsFile.MAPPER.readTree(before);
        ObjectNode out = (ObjectNode) PointsFile.MAPPER.readTree(
                file.with(PointEdits.added("p", file.points(), EditPoint.manual(9 * SECOND, -480.5))));
        assertEquals(
                PointsFile.MAPPER.readTree("{\"5500000\": -500.1234567890123, \"7490000\": -490, \"9480500\": -480.5}"),
                out.path("offsets"),
                "what was there keeps every digit");
        assertTrue(out.path("syncline").path("edited").asBoolean());
        old.remove("offsets");
        out.remove(List.of("offsets", "syncline"));
        assertEquals(old, out);
    }

    @Test
    void shouldKeepAPointWhereItIsInTheVideoWhenItIsSet() throws IOException {
        PointsFile file = PointsFile.read("p", FOREIGN.getBytes(StandardCharsets.UTF_8));
        byte[] text = file.with(PointEdits.set("p", file.points(), 7 * SECOND, -100));
        GyroflowProject project = GyroflowProjectReader.read("p", text);
        assertEquals(2, project.offsets().size());
        assertEquals(7 * SECOND, project.offsets().getLast().videoNs());
        assertEquals(-100, project.offsets().getLast().offsetMs());
        PointsFile again = PointsFile.read("p", text);
        assertEquals(PointSource.PROJECT, again.points().get(0).source());
        assertEquals(PointSource.MANUAL, again.points().get(1).source());
    }

    @Test
    void shouldReadAnEditedProjectOfOursAsGyroflowJoinsItsPoints() throws IOException {
        PointsFile file = PointsFile.read("p", ours());
        long at = 30 * SECOND;
        // The file's value: 350 ms for the log's zero and 1.25 ms of half a sample are in it, as in all of its points.
        double heldMs = file.heldMs(-12_400_000_000L, -350_000_000L, 1.25);
        assertEquals(-12_748.75, heldMs, 1e-9);
        byte[] text = file.with(PointEdits.added("p", file.points(), EditPoint.manual(at, heldMs)));
        GyroflowProject project = GyroflowProjectReader.read("p", text);
        assertEquals(
                project.offsets().size(),
                Objects.requireNonNull(project.origin()).halfSampleMs().size());
        SyncResult result = ProjectResult.of(project, "p", LogInterval.NONE, 0);
        SyncPoint point = result.points().stream()
                .filter(p -> Math.abs(p.videoNs() - at) < 2000)
                .findFirst()
                .orElseThrow();
        assertEquals(-12_400, point.offsetNs() * 1e-6, 1e-5);
        for (int i = 0; i <= 240; i++) {
            long videoNs = 250_000_000L * i;
            assertEquals(
                    project.offsetMsAt(videoNs * 1e-6) + 350 - 1.25,
                    result.timeline().track().offsetNsAt(videoNs) * 1e-6,
                    1e-3);
        }
    }

    @Test
    void shouldNotTakeAProjectOfOursWithoutSomePointsForUnedited() throws IOException {
        PointsFile file = PointsFile.read("p", ours());
        // The last two away: those that stay are still on the line, but only they.
        byte[] text = file.with(file.points().subList(0, 3));
        SyncResult result = ProjectResult.of(GyroflowProjectReader.read("p", text), "p", LogInterval.NONE, 0);
        assertEquals(3, result.points().size());
    }

    @Test
    void shouldRefuseTwoPointsAtOneTimeOfTheLog() throws IOException {
        PointsFile file = PointsFile.read("p", FOREIGN.getBytes(StandardCharsets.UTF_8));
        // 8 s less 510 ms earlier is where the point of 7 s stands in the log.
        IOException e = assertThrows(
                IOException.class,
                () -> file.with(PointEdits.added("p", file.points(), EditPoint.manual(8 * SECOND, 510))));
        assertTrue(String.valueOf(e.getMessage()).contains("same time of the log"), e.getMessage());
    }

    @Test
    void shouldHoldNoPointsAfterClearing() throws IOException {
        JsonNode out = MAPPER.readTree(
                PointsFile.read("p", FOREIGN.getBytes(StandardCharsets.UTF_8)).with(List.of()));
        assertTrue(out.path("offsets").isObject() && out.path("offsets").isEmpty());
        assertEquals(3, out.path("version").asInt(), "another version would be read in another way");
    }
}
