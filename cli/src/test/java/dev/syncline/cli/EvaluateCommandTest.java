package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private Path clips;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        clips = Files.createDirectories(folder.resolve("clips"));
        out = folder.resolve("out");
    }

    private CommandRun evaluate(String... more) {
        List<String> args = new ArrayList<>(List.of("evaluate", clips.toString(), "--out", out.toString(), "--quiet"));
        args.addAll(List.of(more));
        return CommandRun.of(new EngineSync(), args.toArray(String[]::new));
    }

    private JsonNode json() throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(out.resolve("evaluation.json")));
    }

    /** Truth of a clip whose video nobody opens: 4 s, offset −2 s at log zero, 100 ppm. */
    private void truth(String name, String more) throws IOException {
        Files.writeString(clips.resolve(name + ".mp4"), "no video");
        Files.writeString(
                clips.resolve(name + ".truth.json"),
                "{\"offset_at_log_zero_s\": -2, \"drift_ppm\": 100, \"fps\": 25, \"frames\": 100" + more + "}");
    }

    private Path table(String... rows) throws IOException {
        return Files.writeString(folder.resolve("tool.csv"), String.join("\n", rows) + "\n");
    }

    /** Video less log where the log's seconds are longer by 100 ppm, ms. */
    private static double trueMs(double videoS) {
        return 1000 * (videoS - (videoS + 2) / 1.0001);
    }

    @Test
    void shouldMeasureTheEngineItsCostAndForeignLogs() throws IOException {
        SmallClip clip = SmallClip.render(clips);
        Path other = Files.createDirectories(folder.resolve("other"));
        ClipFiles.write(clip.foreign(), other);
        // The same picture with another day's log, of which its truth says that it fits.
        Files.copy(clip.video(), clips.resolve("late.mp4"));
        Files.copy(clip.lens(), clips.resolve("late.lens.json"));
        Files.copy(other.resolve("foreign.gcsv"), clips.resolve("late.gcsv"));
        Files.copy(clips.resolve("clip.truth.json"), clips.resolve("late.truth.json"));

        CommandRun run = evaluate("--foreign", "1");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode method = json().path("methods").path(0);
        JsonNode summary = method.path("summary");
        assertEquals(1, summary.path("right").asInt(), run.out());
        assertEquals(1, summary.path("missed").asInt(), run.out());
        assertTrue(summary.path("point_error_ms").path("median").asDouble(9) < 1, run.out());
        assertEquals(1, summary.path("orientation_right").asInt());
        JsonNode synced = method.path("clips").path(0);
        assertEquals("clip", synced.path("clip").asString());
        double decodeS = synced.path("decode_cpu_s").asDouble(0);
        assertTrue(decodeS > 0 && decodeS < synced.path("cpu_s").asDouble(0), synced.toString());
        // Each with the other's log. The second holds the first one's picture, so the first one's log fits it: that
        // must be
        // counted as accepted.
        assertEquals(2, json().path("foreign_logs").path("tried").asInt());
        JsonNode accepted = json().path("foreign_logs").path("accepted");
        assertEquals(1, accepted.size(), run.out());
        assertEquals("late", accepted.path(0).path("clip").asString());
        assertTrue(run.out().contains("ACCEPTED late with the log of clip"), run.out());
        String page = Files.readString(out.resolve("evaluation.html"));
        assertTrue(page.contains("\"rightly_refused\"") && !page.contains("/*DATA*/null"));
    }

    @Test
    void shouldScoreATableByTheSameRules() throws IOException {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            truth(name, "");
        }
        truth("still", ", \"should_refuse\": true");
        truth("wrong", ", \"should_refuse\": true");
        Path table = table(
                "clip,video_s,offset_ms,sigma_ms",
                "a,1," + (trueMs(1) + 0.2) + ",0.1",
                "a,3," + (trueMs(3) - 0.25) + ",0.1",
                "b,2," + (trueMs(2) + 1.2) + ",0.3",
                "c,2," + (trueMs(2) + 1.2) + ",0.5",
                "d,,,",
                "still,,,",
                "wrong,1,12,1");
        CommandRun run = evaluate("--no-engine", "--offsets", "tool=" + table);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode method = json().path("methods").path(0);
        assertEquals("tool", method.path("method").asString());
        List<String> verdicts = new ArrayList<>();
        method.path("clips").forEach(clip -> verdicts.add(clip.path("verdict").asString()));
        assertEquals(
                List.of("right", "wrong", "right", "missed", "absent", "rightly_refused", "should_refuse"), verdicts);
        JsonNode summary = method.path("summary");
        assertEquals(4, summary.path("point_error_ms").path("count").asInt());
        assertEquals(0.25, summary.path("point_error_ms").path("median").asDouble(0), 1e-6);
        assertEquals(1.2, summary.path("point_error_ms").path("p90").asDouble(0), 1e-6);
        assertEquals(0, summary.path("within_1_error_bars").asDouble(9));
        assertEquals(0.75, summary.path("within_3_error_bars").asDouble(0), 1e-9);
        // Of a's line at 2 s, between its points: the errors' mean.
        assertEquals(
                -0.025,
                method.path("clips").path(0).path("track_error_ms").path(2).asDouble(9),
                1e-3);
        assertFalse(json().has("foreign_logs"));
    }

    @ParameterizedTest
    @CsvSource({"4.99, right", "-4.99, right", "5.01, wrong", "-5.01, wrong"})
    void shouldCallAnswersWithoutErrorBarsWrongBeyondFiveMilliseconds(double offMs, String verdict) throws IOException {
        truth("a", "");
        // Without a drift the track is off by as much as the point.
        Path steady = clips.resolve("a.truth.json");
        Files.writeString(steady, Files.readString(steady).replace("\"drift_ppm\": 100", "\"drift_ppm\": 0"));
        Path table = table("clip,video_s,offset_ms", "a,2," + (-2000 + offMs));
        assertEquals(
                ExitCode.DONE,
                evaluate("--no-engine", "--offsets", "tool=" + table).exitCode());
        assertEquals(
                verdict,
                json().path("methods")
                        .path(0)
                        .path("clips")
                        .path(0)
                        .path("verdict")
                        .asString());
    }

    @Test
    void shouldReadGyroflowProjects() throws IOException {
        SmallClip clip = SmallClip.render(clips);
        MotionLog log = TelemetryReaders.open(clip.log());
        double halfMs =
                (log.gyro().endNs() - log.gyro().startNs()) * 1e-6 / (log.gyro().size() - 1) / 2;
        double wantedMs = SmallClip.OFFSET_S * 1000 + log.gyroflowZeroNs() * 1e-6 + halfMs;
        List<GyroflowProject.Offset> offsets = new ArrayList<>();
        for (double videoMs : new double[] {500, 3000}) {
            offsets.add(new GyroflowProject.Offset(Math.round((videoMs - wantedMs) * 1000), wantedMs + 0.5));
        }
        GyroflowProject project = new GyroflowProject(
                GyroflowProject.WRITTEN_VERSION,
                "another",
                "clip.mp4",
                null,
                new GyroflowProject.GyroSource("clip.gcsv", "XYZ", null),
                null,
                null,
                offsets,
                null,
                null);
        Path projects = Files.createDirectories(folder.resolve("projects"));
        Files.write(projects.resolve("clip.gyroflow"), GyroflowProjectWriter.write(project));
        CommandRun run = evaluate("--no-engine", "--offsets", "other=" + projects);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode summary = json().path("methods").path(0).path("summary");
        assertEquals(2, summary.path("point_error_ms").path("count").asInt());
        assertEquals(0.5, summary.path("point_error_ms").path("most").asDouble(0), 0.002);
        assertEquals(0.5, summary.path("track_error_ms").path("most").asDouble(0), 0.002);
        assertEquals(1, summary.path("orientation_right").asInt());

        evaluate("--no-engine", "--offsets", "other=" + projects, "--gyroflow-offset", "true");
        assertEquals(
                0.5 + halfMs,
                json().path("methods")
                        .path(0)
                        .path("summary")
                        .path("point_error_ms")
                        .path("most")
                        .asDouble(0),
                0.002);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|expected a JSON object",
                "{\"fps\": 25|not JSON",
                "{\"fps\": 25, \"frames\": 10}|field offset_at_log_zero_s: found nothing",
                "{\"offset_at_log_zero_s\": 0, \"fps\": 0, \"frames\": 10}|field fps: found 0",
                "{\"offset_at_log_zero_s\": 0, \"fps\": 25, \"frames\": 1e99}|field frames: found 1.0E99",
                "{\"offset_at_log_zero_s\": 0, \"fps\": 25, \"frames\": 1, \"should_refuse\": 1}|expected true or false",
                "{\"offset_at_log_zero_s\": 0, \"fps\": 25, \"frames\": 1, \"search\": [1]}|field search",
                "{\"offset_at_log_zero_s\": 0, \"fps\": 25, \"frames\": 1}|its video is not there",
            })
    void shouldSayWhatIsWrongWithATruth(String text, String expected) throws IOException {
        Files.writeString(clips.resolve("a.truth.json"), text);
        CommandRun run = evaluate();
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("a.truth.json") && run.err().contains(expected), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,video_s,offset_ms;a,1,2|no clip",
                "clip,video_s,ms;a,1,2|no column offset_ms",
                "clip,video_s,offset_ms;a,1,two|row 2: offset_ms is 'two', expected a number",
                "clip,video_s,offset_ms;a,1,NaN|expected a number",
                "clip,video_s,offset_ms,sigma_ms;a,1,2,0|sigma_ms must be above 0",
                "clip,video_s,offset_ms|no rows",
            })
    void shouldSayWhatIsWrongWithATable(String rows, String expected) throws IOException {
        truth("a", "");
        CommandRun run = evaluate("--no-engine", "--offsets", "tool=" + table(rows.split(";", -1)));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("tool.csv") && run.err().contains(expected), run.err());
        assertFalse(Files.exists(out.resolve("evaluation.json")));
    }

    @Test
    void shouldRefuseOptionsThatFitNoClipOrNothing() throws IOException {
        truth("a", "");
        assertEquals(ExitCode.WRONG_USAGE, evaluate("--no-engine").exitCode());
        assertEquals(ExitCode.WRONG_USAGE, evaluate("--foreign", "-1").exitCode());
        assertEquals(ExitCode.WRONG_USAGE, evaluate("--only", "b").exitCode());
        assertEquals(
                ExitCode.WRONG_USAGE, evaluate("--sync-options", "--json x").exitCode());
        CommandRun window = evaluate("--sync-options", "--window 1ms");
        assertEquals(ExitCode.WRONG_USAGE, window.exitCode());
        assertTrue(window.err().contains("--sync-options: --window must be"), window.err());
        Files.delete(clips.resolve("a.truth.json"));
        CommandRun none = evaluate();
        assertEquals(ExitCode.FAILED, none.exitCode());
        assertTrue(none.err().contains("syncline render"), none.err());
    }

    @Test
    void shouldCountAClipThatCannotBeOpenedAsFailed() throws IOException {
        truth("a", "");
        CommandRun run = evaluate();
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.out().contains("failed 1"), run.out());
        assertEquals(
                "failed",
                json().path("methods")
                        .path(0)
                        .path("clips")
                        .path(0)
                        .path("verdict")
                        .asString());
    }

    @Test
    void shouldListTheCatalogueAndKeepWhatIsThere() throws IOException {
        CommandRun list = CommandRun.of(CommandRun.UNREACHED, "render", "--list");
        assertEquals(ExitCode.DONE, list.exitCode(), list.err());
        assertEquals(72, list.out().lines().count());
        assertEquals(
                8,
                list.out()
                        .lines()
                        .filter(line -> line.endsWith("must be refused"))
                        .count());
        ClipSpec first = SyntheticCatalogue.all().getFirst();
        assertTrue(list.out().startsWith(String.format(Locale.ROOT, "%-16s seed %d", first.name(), first.seed())));

        ClipFiles.write(first, clips);
        Files.writeString(ClipFiles.video(first, clips), "rendered before");
        CommandRun kept = CommandRun.of(CommandRun.UNREACHED, "render", first.name(), "--out", clips.toString());
        assertEquals(ExitCode.DONE, kept.exitCode(), kept.err());
        assertTrue(kept.out().startsWith("0 clips rendered, 1 kept"), kept.out());
        assertEquals("rendered before", Files.readString(ClipFiles.video(first, clips)));

        assertEquals(
                ExitCode.WRONG_USAGE,
                CommandRun.of(CommandRun.UNREACHED, "render", "nothing", "--list")
                        .exitCode());
        assertEquals(
                ExitCode.WRONG_USAGE,
                CommandRun.of(CommandRun.UNREACHED, "render", first.name()).exitCode());
    }
}
