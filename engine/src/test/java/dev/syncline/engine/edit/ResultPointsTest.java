package dev.syncline.engine.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ResultPointsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final SyncResult MADE = SampleResults.synced("clip.mp4");
    private static final VideoInfo INFO = new VideoInfo("clip.mp4", 1920, 1080, 29.97, 60 * SECOND, 1798, "h264", 0);

    private static PointsFile file(SyncResult result) throws IOException {
        return PointsFile.read("r.json", SyncResultJson.write(result));
    }

    private static SyncResult edited(PointsFile file, List<EditPoint> points) throws IOException {
        return SyncResultJson.read("r.json", file.with(points));
    }

    @Test
    void shouldMeetAPointThatAPersonSetsAndJoinItToItsNeighboursByStraightLines() throws IOException {
        PointsFile file = file(MADE);
        long at = 30 * SECOND;
        SyncResult r = edited(file, PointEdits.added("r", file.points(), EditPoint.manual(at, -12_000)));
        SyncTrack track = r.timeline().track();
        assertEquals(-12_000e6, track.offsetNsAt(at), 1);
        SyncPoint set =
                r.points().stream().filter(p -> p.videoNs() == at).findFirst().orElseThrow();
        assertEquals(at + 12_000_000_000L, set.logNs());
        assertEquals(Quality.DOUBTFUL, set.quality(), "nobody measured it");
        assertTrue(Double.isNaN(set.sigmaNs()));
        // Its neighbours that count: 15.7 s and 38.6 s. Both stay on the line that was fitted.
        double left = track.offsetNsAt(15_700_000_000L);
        double right = track.offsetNsAt(38_600_000_000L);
        assertEquals(-12.5e9 + 20e-6 * 15.7e9, left, 0.2e6);
        assertEquals((left + -12e9) / 2, track.offsetNsAt((15_700_000_000L + at) / 2), 10);
        assertEquals((right + -12e9) / 2, track.offsetNsAt((38_600_000_000L + at) / 2), 10);
        // Outside the points Gyroflow extends the first and the last two.
        double slope = (track.offsetNsAt(15_700_000_000L) - track.offsetNsAt(4_200_000_000L)) / 11.5e9;
        assertEquals(track.offsetNsAt(4_200_000_000L) - 4.2e9 * slope, track.offsetNsAt(0), 10);
        assertTrue(Double.isNaN(r.timeline().driftPpm()), "the clock's drift is not what a hand draws");
        assertTrue(r.warnings().stream().anyMatch(w -> w.code() == WarningCode.EDITED));
    }

    @Test
    void shouldSpoilEverythingByOneWrongPoint() throws IOException {
        // The specification's: right by 5 ms in the middle of ten seconds, and one at -7000 ms.
        String json = """
                {"status": "refused", "reason": "x", "reason_code": "NO_PEAK", "video": "v.mp4", "log": "v.gcsv", "lens": "none",
                 "duration_s": 10.0, "fps": 30.0, "points": [], "track": [],
                 "engine": {"version": "1", "kernels": "scalar", "flow": "klt"}}""";
        PointsFile file = PointsFile.read("r.json", json.getBytes(StandardCharsets.UTF_8));
        List<EditPoint> one = PointEdits.added("r", file.points(), EditPoint.manual(5 * SECOND, 5));
        SyncResult right = edited(file, one);
        assertEquals(SyncResult.Status.SYNCED, right.status());
        for (long at = 0; at <= 10; at++) {
            assertEquals(5e6, right.timeline().track().offsetNsAt(at * SECOND), 1e-3);
        }
        List<EditPoint> both = PointEdits.added("r", one, EditPoint.manual(9 * SECOND, -7000));
        SyncResult spoilt = edited(file, both);
        SyncTrack track = spoilt.timeline().track();
        assertEquals(5e6, track.offsetNsAt(5 * SECOND), 1e-3);
        for (long at = 0; at <= 10; at++) {
            if (at != 5) {
                assertTrue(Math.abs(track.offsetNsAt(at * SECOND) - 5e6) > 1_000e6, "not spoilt at " + at + " s");
            }
        }
        // Even at the right point the motion runs at the wrong speed: a tenth of a second from there it is far off.
        assertTrue(Math.abs(track.offsetNsAt(5 * SECOND + SECOND / 10) - 5e6) > 100e6);
        assertTrue(PointReview.of(both, List.of()).anyContradicts(), "two points are green, and still called out");
        assertTrue(spoilt.warnings().stream().anyMatch(w -> w.text().contains("contradict")));
    }

    @Test
    void shouldFitTheLineAgainWithoutAPointThatIsRemoved() throws IOException {
        PointsFile file = file(MADE);
        // The red one was not in the track: without it the track is what it was.
        SyncResult r = edited(file, PointEdits.removed("r", file.points(), 50_300_000_000L));
        assertEquals(4, r.points().size());
        assertEquals(2, r.timeline().track().knots().size());
        assertEquals(20, r.timeline().driftPpm(), 4);
        SyncResult one = edited(file, file.points().subList(0, 1));
        assertEquals(1, one.points().size());
        assertEquals(
                (double) MADE.points().getFirst().offsetNs(),
                one.timeline().track().offsetNsAt(0),
                1);
        assertTrue(Double.isNaN(one.timeline().driftPpm()));
    }

    @Test
    void shouldHaveNoAnswerWithoutAPointAndOneAgainWithOne() throws IOException {
        PointsFile file = file(MADE);
        byte[] cleared = file.with(List.of());
        SyncResult none = SyncResultJson.read("r.json", cleared);
        assertEquals(SyncResult.Status.REFUSED, none.status());
        assertEquals(
                RefusalCode.NO_POINTS, Objects.requireNonNull(none.refusal()).code());
        assertTrue(none.timeline().track().knots().isEmpty());
        PointsFile again = PointsFile.read("r.json", cleared);
        SyncResult back = edited(again, PointEdits.added("r", again.points(), EditPoint.manual(SECOND, -3)));
        assertEquals(SyncResult.Status.SYNCED, back.status());
        assertEquals(-3e6, back.timeline().track().offsetNsAt(59 * SECOND), 1e-3);
        // What the sync itself could not trust does not become good by being listed.
        SyncResult refused = SampleResults.refused();
        assertEquals(
                refused.refusal() == null ? null : refused.refusal().text(),
                Objects.requireNonNull(
                                edited(file(refused), file(refused).points()).refusal())
                        .text());
    }

    @Test
    void shouldKeepEveryNameThatItDoesNotKnow() throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = (ObjectNode) mapper.readTree(SyncResultJson.write(MADE));
        root.put("studio", "north");
        ((ObjectNode) root.path("points").path(0)).put("note", "by the door");
        PointsFile file = PointsFile.read("r.json", mapper.writeValueAsBytes(root));
        JsonNode out = mapper.readTree(file.with(PointEdits.set("r", file.points(), 15_700_000_000L, -12_500)));
        assertEquals("north", out.path("studio").asString());
        assertEquals("by the door", out.path("points").path(0).path("note").asString());
        assertEquals("measured", out.path("points").path(0).path("source").asString());
        assertEquals("manual", out.path("points").path(1).path("source").asString());
        assertEquals(root.path("gyro_bias_rad_s"), out.path("gyro_bias_rad_s"));
        assertTrue(out.path("edited").asBoolean());
        // Read once more it is still a manual point.
        PointsFile again = PointsFile.read("r.json", mapper.writeValueAsBytes(out));
        assertEquals(PointSource.MANUAL, again.points().get(1).source());
    }

    @Property(tries = 100)
    void shouldExportWhatGyroflowsLinesEqual(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 0.5, max = 59.5) Double> atS,
            @ForAll @DoubleRange(min = -40, max = 40) double stepMs)
            throws IOException {
        PointsFile file = file(MADE);
        List<EditPoint> points = new ArrayList<>(file.points());
        for (int i = 0; i < atS.size(); i++) {
            points = PointEdits.replaced(
                    points, EditPoint.manual(Math.round(atS.get(i) * 1e9), -12_500 + (i % 2 == 0 ? stepMs : -stepMs)));
        }
        SyncResult r = edited(file, points);
        GyroflowProject project =
                GyroflowProject.of(r, INFO, "/clips/clip.mp4", "/clips/clip.gcsv", null, LogInterval.NONE);
        assertNotNull(project);
        GyroflowProject read = GyroflowProjectReader.read("p", GyroflowProjectWriter.write(project));
        for (int i = 0; i <= 240; i++) {
            long videoNs = 250_000_000L * i;
            assertEquals(
                    (r.timeline().track().offsetNsAt(videoNs) + r.inputs().zeroOfLogNs()) * 1e-6,
                    read.offsetMsAt(videoNs * 1e-6),
                    // Gyroflow's times are whole microseconds, and the steepest lines change by 0.8 ms in a ms.
                    1e-3);
        }
    }

    @Test
    void shouldKeepAJumpAsLongAsThereArePointsOnBothSides() throws IOException {
        long at = 21 * SECOND;
        SyncTrack jumping = new SyncTrack(List.of(
                new SyncTrack.Knot(0, -12.5e9),
                new SyncTrack.Knot(at - 1, -12.5e9),
                new SyncTrack.Knot(at, -12.1e9),
                new SyncTrack.Knot(60 * SECOND, -12.1e9)));
        List<SyncPoint> points = new ArrayList<>();
        for (long second : new long[] {4, 15, 27, 50}) {
            long offsetNs = second < 21 ? -12_500_000_000L : -12_100_000_000L;
            points.add(new SyncPoint(
                    second * SECOND, second * SECOND - offsetNs, offsetNs, 0.05e6, 0.99, 0.5, Quality.GOOD, 0));
        }
        SyncResult made = new SyncResult(
                null,
                MADE.inputs(),
                points,
                new Timeline(jumping, List.of(new ClockJump(at, SECOND, -12.5e9, -12.1e9)), 0, 1),
                MADE.mounting(),
                MADE.estimates(),
                MADE.engine(),
                List.of(),
                List.of());
        PointsFile file = file(made);
        assertFalse(PointReview.of(file.points(), file.jumpsNs()).anyContradicts());
        SyncResult fewer = edited(file, PointEdits.removed("r", file.points(), 27 * SECOND));
        assertEquals(1, fewer.timeline().jumps().size());
        assertEquals(-12.5e9, fewer.timeline().track().offsetNsAt(at - 1), 1);
        assertEquals(-12.1e9, fewer.timeline().track().offsetNsAt(at), 1);
        assertEquals(400e6, fewer.timeline().jumps().getFirst().stepNs(), 1);
        // A hand's point bends its own side only.
        SyncResult bent = edited(file, PointEdits.added("r", file.points(), EditPoint.manual(40 * SECOND, -12_000)));
        assertEquals(-12.5e9, bent.timeline().track().offsetNsAt(10 * SECOND), 1);
        assertEquals(-12.0e9, bent.timeline().track().offsetNsAt(40 * SECOND), 1);
        // And Gyroflow's straight lines are this track, on both sides of the jump, to where its points stand beside it.
        GyroflowProject project = Objects.requireNonNull(
                GyroflowProject.of(bent, INFO, "/clips/clip.mp4", "/clips/clip.gcsv", null, LogInterval.NONE));
        GyroflowProject read = GyroflowProjectReader.read("p", GyroflowProjectWriter.write(project));
        for (long ms = 0; ms <= 60_000; ms += 50) {
            if (Math.abs(ms - 21_000) > 1) {
                assertEquals(
                        (bent.timeline().track().offsetNsAt(ms * 1_000_000)
                                        + bent.inputs().zeroOfLogNs())
                                * 1e-6,
                        read.offsetMsAt((double) ms),
                        1e-3,
                        "at " + ms + " ms");
            }
        }
        SyncResult oneSide = edited(file, file.points().subList(0, 2));
        assertTrue(oneSide.timeline().jumps().isEmpty());
        assertEquals(-12.5e9, oneSide.timeline().track().offsetNsAt(59 * SECOND), 1);
    }

    @Test
    void shouldFindPointsWithinATenthOfASecond() throws IOException {
        PointsFile file = file(MADE);
        assertEquals(4, PointEdits.removed("r", file.points(), 4_299_000_000L).size());
        IOException far = assertThrows(IOException.class, () -> PointEdits.removed("r", file.points(), 4_301_000_000L));
        assertTrue(String.valueOf(far.getMessage()).contains("the nearest is at 4.200 s"), far.getMessage());
        IOException twice = assertThrows(
                IOException.class, () -> PointEdits.added("r", file.points(), EditPoint.manual(4_299_000_000L, 0)));
        assertTrue(String.valueOf(twice.getMessage()).contains("already"), twice.getMessage());
        assertEquals(
                6,
                PointEdits.added("r", file.points(), EditPoint.manual(4_301_000_000L, 0))
                        .size());
        assertThrows(IOException.class, () -> PointEdits.set("r", List.of(), 0, 1));
    }

    @Test
    void shouldGradeAMeasuredPointThatContradictsTheOthers() throws IOException {
        PointsFile file = file(MADE);
        SyncPoint wrong =
                new SyncPoint(30 * SECOND, 42 * SECOND, -12 * SECOND, 0.05e6, 0.99, 0.4, Quality.GOOD, Double.NaN);
        List<EditPoint> graded =
                PointEdits.graded(PointEdits.replaced(file.points(), EditPoint.measured(wrong, -12_000, 0)), List.of());
        EditPoint added = graded.stream()
                .filter(p -> p.videoNs() == 30 * SECOND)
                .findFirst()
                .orElseThrow();
        assertEquals(Quality.BAD, Objects.requireNonNull(added.measured()).quality());
        assertFalse(added.counts());
    }

    @Test
    void shouldRefuseWhatHoldsNoPoints() {
        for (String text : List.of("{}", "[]", "{\"status\": 1", "null", "{\"status\": \"synced\", \"points\": 3}")) {
            IOException e = assertThrows(
                    IOException.class, () -> PointsFile.read("f.json", text.getBytes(StandardCharsets.UTF_8)));
            assertTrue(String.valueOf(e.getMessage()).startsWith("f.json"), e.getMessage());
        }
    }
}
