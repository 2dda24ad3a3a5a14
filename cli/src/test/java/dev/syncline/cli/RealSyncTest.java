package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffmpeg.FfmpegDataTracks;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.project.ProjectResult;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real command on a rendered clip: decoder, tracker, search and every kind of output. */
class RealSyncTest {
    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SmallClip clip;

    @SuppressWarnings("NullAway.Init")
    private static CommandRun run;

    @BeforeAll
    static void syncOnce() throws IOException {
        clip = SmallClip.render(folder);
        // No --gyro: the log lies beside the video.
        run = CommandRun.of(
                new EngineSync(),
                "sync",
                clip.video().toString(),
                "--lens",
                clip.lens().toString(),
                "--json",
                out("r.json"),
                "--csv",
                out("r.csv"),
                "--gyroflow",
                out("r.gyroflow"),
                "--report",
                out("r.html"));
    }

    private static String out(String name) {
        return folder.resolve(name).toString();
    }

    private static SyncResult result() throws IOException {
        return SyncResultJson.read(folder.resolve("r.json"));
    }

    private static List<SyncPoint> good(SyncResult result) {
        return result.points().stream().filter(p -> p.quality() == Quality.GOOD).toList();
    }

    @Test
    void shouldFindTheTrueOffsetAndOrientation() throws IOException {
        assertEquals(ExitCode.DONE, run.exitCode(), run.err() + run.out());
        SyncResult result = result();
        assertEquals(SyncResult.Status.SYNCED, result.status());
        assertTrue(good(result).size() >= 2, run.out());
        for (SyncPoint p : good(result)) {
            assertEquals(SmallClip.OFFSET_S * 1e3, p.offsetNs() * 1e-6, 1.0, run.out());
        }
        assertEquals("XYZ", result.mounting().found());
        assertEquals("clip.gcsv", result.inputs().log());
    }

    @Test
    void shouldShowItsStagesAndTheVerdict() {
        assertTrue(run.out().contains("clip.mp4 with clip.gcsv"), run.out());
        assertTrue(run.out().lines().toList().getLast().matches("synced: \\d good of \\d points"), run.out());
        assertTrue(run.err().contains("decode and track"), run.err());
    }

    /** The names that programs read: see the design, "Result of a sync". */
    @Test
    void shouldKeepTheContractOfTheJson() throws IOException {
        JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("r.json")));
        for (String key : List.of("status", "video", "log", "orientation", "orientation_found", "lens")) {
            assertTrue(root.path(key).isString(), key);
        }
        assertTrue(root.has("reason") && root.get("reason").isNull());
        for (String key : List.of("duration_s", "fps", "drift_ppm", "drift_sigma_ppm", "readout_ms")) {
            assertTrue(root.path(key).isNumber(), key);
        }
        assertEquals(3, root.path("gyro_bias_rad_s").size());
        for (String key : List.of("version", "kernels", "flow")) {
            assertTrue(root.path("engine").path(key).isString(), key);
        }
        assertEquals("synced", root.path("status").asString());
        assertTrue(root.path("points").size() >= 2);
        for (JsonNode point : root.path("points")) {
            for (String key :
                    List.of("video_s", "log_s", "offset_ms", "sigma_ms", "score", "rival", "line_residual_ms")) {
                assertTrue(point.path(key).isNumber(), key);
            }
            assertTrue(List.of("good", "doubtful", "bad")
                    .contains(point.path("quality").asString()));
            double offsetMs = point.path("offset_ms").asDouble();
            assertEquals(
                    1e3
                            * (point.path("video_s").asDouble()
                                    - point.path("log_s").asDouble()),
                    offsetMs,
                    1e-5);
        }
        assertTrue(root.path("track").size() >= 2);
        for (JsonNode knot : root.path("track")) {
            assertEquals(2, knot.size());
            assertEquals(SmallClip.OFFSET_S * 1e3, knot.get(1).asDouble(), 2.0);
        }
        assertEquals(4.004, root.path("duration_s").asDouble(), 0.001);
        assertEquals(29.97, root.path("fps").asDouble(), 0.001);
        assertEquals(16, root.path("readout_ms").asDouble(), 0.5);
    }

    @Test
    void shouldWriteAProjectWhoseLinesAreTheTrackAndHalfASample() throws IOException {
        SyncResult result = result();
        GyroflowProject project = GyroflowProjectReader.read(folder.resolve("r.gyroflow"));
        assertEquals(good(result).size() + 2, project.offsets().size());
        GyroTrack log = TelemetryReaders.find(clip.video(), clip.log(), new FfmpegDataTracks())
                .log()
                .gyro();
        double halfSampleMs = 0.5e-6 * log.periodNs();
        assertTrue(halfSampleMs > 0.5, "a log at 400 Hz or so");
        for (int i = 0; i < 200; i++) {
            long videoNs = result.inputs().durationNs() / 199 * i;
            double gyroflowMs = project.offsetMsAt(videoNs * 1e-6);
            double trackMs = (result.timeline().track().offsetNsAt(videoNs)
                            + result.inputs().zeroOfLogNs())
                    * 1e-6;
            assertEquals(trackMs, gyroflowMs - halfSampleMs, 0.01, "at " + videoNs * 1e-9 + " s");
        }
        SyncResult back = ProjectResult.of(project, "r.gyroflow", LogInterval.of(log), log.startNs());
        assertArrayEquals(SyncResultJson.write(result), SyncResultJson.write(back));
        assertEquals(clip.video().toString(), project.videoFile());
        assertEquals(clip.log().toString(), project.gyro().filePath());
        assertEquals("XYZ", project.gyro().orientation());
        assertEquals(0.016, Objects.requireNonNull(project.readout()).readoutS(), 0.0005);
        JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("r.gyroflow")));
        for (Map.Entry<String, List<String>> entry : Map.of(
                        "video_info", List.of("width", "height", "rotation", "num_frames", "fps", "duration_ms"),
                        "gyro_source", List.of("filepath", "imu_orientation", "gyro_bias"),
                        "stabilization", List.of("frame_readout_time"))
                .entrySet()) {
            for (String key : entry.getValue()) {
                assertTrue(root.path(entry.getKey()).has(key), entry.getKey() + "." + key);
            }
        }
        assertTrue(root.path("calibration_data").isObject(), "the lens profile goes along");
    }

    @Test
    void shouldWriteATableOfThePoints() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("r.csv"));
        assertTrue(rows.getFirst().startsWith("video_s,"), rows.getFirst());
        assertEquals(result().points().size() + 1, rows.size());
        int columns = rows.getFirst().split(",", -1).length;
        for (String row : rows) {
            assertEquals(columns, row.split(",", -1).length, row);
        }
    }

    @Test
    void shouldWriteAReportThatNeedsNoNetwork() throws IOException {
        String page = Files.readString(folder.resolve("r.html"));
        assertTrue(page.startsWith("<!DOCTYPE html>") && page.stripTrailing().endsWith("</html>"));
        assertTrue(page.contains("clip.mp4") && page.contains("XYZ"));
        assertFalse(page.matches("(?s).*<(script|link|img)[^>]+(src|href)=.https?:.*"), "it loads something");
    }

    @Test
    void shouldGiveTheSameJsonOnAnyNumberOfThreads() throws IOException {
        CommandRun one = CommandRun.of(
                new EngineSync(),
                "sync",
                clip.video().toString(),
                "-q",
                "--gyro",
                clip.log().toString(),
                "--lens",
                clip.lens().toString(),
                "--threads",
                "1",
                "--json",
                "-");
        assertEquals(ExitCode.DONE, one.exitCode(), one.err());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("r.json")), one.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldSyncWithoutALensProfileAndSayWhatItAssumed() throws IOException {
        // The profile beside the video would be taken.
        CommandRun assumed = CommandRun.of(
                new EngineSync(),
                "sync",
                clip.video().toString(),
                "--lens",
                "none",
                "-q",
                "--json",
                out("assumed.json"));
        assertTrue(assumed.err().contains("no lens profile: a field of view was assumed"), assumed.err());
        SyncResult result = SyncResultJson.read(folder.resolve("assumed.json"));
        for (SyncPoint p : good(result)) {
            assertEquals(SmallClip.OFFSET_S * 1e3, p.offsetNs() * 1e-6, 3.0, assumed.out());
        }
    }

    /** Auto sync here, on the result and on the project: each point comes out where it was. */
    @Test
    void shouldSyncAtOnePlaceOfWhatItWrote() throws IOException {
        for (String name : List.of("r.json", "r.gyroflow")) {
            Path file = Files.copy(folder.resolve(name), folder.resolve("here." + name));
            JsonNode before = points(file);
            double atS = good(result()).getFirst().videoNs() * 1e-9;
            CommandRun here = CommandRun.of(
                    new EngineSync(),
                    "points",
                    "auto",
                    "-q",
                    "--at",
                    String.format(java.util.Locale.ROOT, "%.3fs", atS),
                    "--lens",
                    clip.lens().toString(),
                    file.toString());
            assertEquals(ExitCode.DONE, here.exitCode(), here.err());
            JsonNode after = points(file);
            assertEquals(before.size(), after.size());
            for (int i = 0; i < before.size(); i++) {
                assertEquals(
                        before.path(i).path("offset_ms").asDouble(),
                        after.path(i).path("offset_ms").asDouble(),
                        1.0,
                        here.out());
                assertFalse(after.path(i).path("contradicts").asBoolean(), here.out());
            }
            assertTrue(Files.exists(folder.resolve("here." + name + ".bak")));
        }
    }

    /** A result that was edited by hand, as a project: Gyroflow's lines are its track, half a sample later. */
    @Test
    void shouldExportWhatAHandHasEdited() throws IOException {
        Path file = Files.copy(folder.resolve("r.json"), folder.resolve("edited.json"));
        CommandRun add =
                CommandRun.of(new EngineSync(), "points", "add", "--at", "3.9s", "--offset", "-6530", file.toString());
        assertEquals(ExitCode.DONE, add.exitCode(), add.err());
        CommandRun export = CommandRun.of(
                new EngineSync(),
                "points",
                "export",
                "--gyroflow",
                out("edited.gyroflow"),
                "--gyroflow-from",
                out("r.gyroflow"),
                "--lens",
                clip.lens().toString(),
                file.toString());
        assertEquals(ExitCode.DONE, export.exitCode(), export.err());
        SyncResult result = SyncResultJson.read(file);
        GyroflowProject project = GyroflowProjectReader.read(folder.resolve("edited.gyroflow"));
        double first = project.offsetMsAt(0) - result.timeline().track().offsetNsAt(0) * 1e-6;
        for (int i = 0; i <= 200; i++) {
            long videoNs = result.inputs().durationNs() / 200 * i;
            assertEquals(
                    result.timeline().track().offsetNsAt(videoNs) * 1e-6 + first,
                    project.offsetMsAt(videoNs * 1e-6),
                    0.01,
                    "at " + videoNs * 1e-9 + " s");
        }
        assertEquals(-6530, result.timeline().track().offsetNsAt(3_900_000_000L) * 1e-6, 1e-6);
    }

    @Test
    void shouldFindTheSameOffsetInAFilteredLogAndSayThatItWas() throws IOException {
        CommandRun filtered = CommandRun.of(
                new EngineSync(),
                "sync",
                clip.video().toString(),
                "--lens",
                clip.lens().toString(),
                "-q",
                "--low-pass",
                "60",
                "--json",
                out("filtered.json"),
                "--gyroflow",
                out("filtered.gyroflow"));
        assertEquals(ExitCode.DONE, filtered.exitCode(), filtered.err());
        SyncResult result = SyncResultJson.read(folder.resolve("filtered.json"));
        for (SyncPoint p : good(result)) {
            assertEquals(SmallClip.OFFSET_S * 1e3, p.offsetNs() * 1e-6, 1.0, filtered.out());
        }
        assertEquals(60, Objects.requireNonNull(result.inputs().settings()).lowPassHz());
        assertEquals(
                60,
                GyroflowProjectReader.read(folder.resolve("filtered.gyroflow"))
                        .gyro()
                        .lowPassHz());
        CommandRun above = CommandRun.of(
                new EngineSync(), "sync", clip.video().toString(), "-q", "--low-pass", "5000", "--json", out("x.json"));
        assertEquals(ExitCode.FAILED, above.exitCode(), above.err());
        assertTrue(above.err().contains("a filter must be below half of that"), above.err());
    }

    private static JsonNode points(Path file) {
        CommandRun list = CommandRun.of(new EngineSync(), "points", "list", "--json", file.toString());
        return JsonMapper.shared().readTree(list.out()).path("points");
    }
}
