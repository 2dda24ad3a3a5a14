package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FramesCommandTest {
    private static final long EPOCH_NS = 1_767_225_600_000_000_000L;
    private static final long FRAME_NS = 33_333_333;

    @TempDir
    Path folder = Path.of("");

    @Test
    void shouldSayYesWhereFrameNIsFrameN() throws IOException {
        Path a = metadata("a.json", 0, 0);
        Path b = metadata("b.json", 0, 25_000);
        CommandRun run = frames(a, b, "--plot", folder.resolve("p.svg"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("yes: frame N of b.json is frame N of a.json, within 0.025 ms"), run.out());
        assertTrue(Files.readString(folder.resolve("p.svg")).startsWith("<svg"));
    }

    @Test
    void shouldSayNoWithExitCode3() throws IOException {
        CommandRun shifted = frames(metadata("a.json", 0, 0), metadata("b.json", 3, 0));
        assertEquals(ExitCode.REFUSED, shifted.exitCode());
        assertTrue(shifted.out().contains("no: frame N of b.json is frame N+3 of a.json"), shifted.out());
        CommandRun far = frames(metadata("a.json", 0, 0), metadata("b.json", 0, 2_000_000));
        assertEquals(ExitCode.REFUSED, far.exitCode());
        assertTrue(far.out().contains("up to 2.000 ms away"), far.out());
        assertEquals(
                ExitCode.DONE,
                frames(metadata("a.json", 0, 0), metadata("b.json", 0, 2_000_000), "--within", "3ms")
                        .exitCode());
    }

    @Test
    void shouldWriteJson() throws IOException {
        CommandRun run = frames(metadata("a.json", 0, 0), metadata("b.json", 3, -40_000), "--json", "-");
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertEquals("apart", result.path("status").stringValue());
        assertEquals(3, result.path("comparisons").path(0).path("shift_frames").intValue());
        assertEquals(-40, result.path("comparisons").path(0).path("offset_us").doubleValue(), 1e-6);
    }

    @Test
    void shouldAnswerWrongInputWithOneLine() throws IOException {
        Path a = metadata("a.json", 0, 0);
        CommandRun missing = frames(a, folder.resolve("none.json"));
        assertEquals(ExitCode.FAILED, missing.exitCode());
        assertTrue(missing.err().contains("none.json: no such file"), missing.err());
        assertEquals(ExitCode.WRONG_USAGE, frames(a).exitCode());
        CommandRun over = frames(a, metadata("b.json", 0, 0), "--json", a);
        assertEquals(ExitCode.FAILED, over.exitCode());
        assertTrue(over.err().contains("named twice"), over.err());
        Path times = Files.writeString(folder.resolve("t.txt"), "# timecode format v2\n0\n33.3\n");
        CommandRun mixed = frames(a, times);
        assertEquals(ExitCode.FAILED, mixed.exitCode());
        assertTrue(mixed.err().contains("compare files of one kind"), mixed.err());
        assertFalse(mixed.err().strip().contains("\n"), mixed.err());
    }

    @Test
    void shouldNotSayYesOfTimesThatBeginAtZeroByDefinition() throws IOException {
        Path a = Files.writeString(folder.resolve("a.pts"), "# timecode format v2\n0\n33.3\n66.6\n99.9\n");
        Path b = Files.writeString(folder.resolve("b.pts"), "# timecode format v2\n0\n33.3\n66.6\n99.9\n");
        CommandRun run = frames(a, b);
        assertEquals(ExitCode.REFUSED, run.exitCode());
        assertTrue(run.out().contains("cannot tell: "), run.out());
        JsonNode json = new ObjectMapper().readTree(frames(a, b, "--json", "-").out());
        assertEquals("unknown", json.path("status").stringValue());
        Path slipped = Files.writeString(folder.resolve("c.pts"), "# timecode format v2\n0\n33.3\n99.9\n133.2\n");
        assertTrue(frames(a, slipped).out().contains("no: "));
    }

    @Test
    void shouldFollowTheSensorsClockOverAStepOfTheWallClock() throws IOException {
        Path a = both("a.json", 1, 0, 0);
        for (long stepNs : new long[] {2_000_000_000L, -2_000_000_000L}) {
            CommandRun run = frames(a, both("b.json", 1, 50, stepNs));
            assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
            assertTrue(run.out().contains("yes: frame N of b.json"), run.out());
            assertTrue(
                    run.out()
                            .contains("note: b.json: the wall clock was stepped by " + (stepNs > 0 ? "+" : "-")
                                    + "2.000 s before frame 50"),
                    run.out());
        }
    }

    @Test
    void shouldFollowTheServersNumbersOverAStepOfAllClocks() throws IOException {
        for (long stepNs : new long[] {2_000_000_000L, -2_000_000_000L}) {
            StringBuilder json = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                json.append("{\"FrameWallClock\":" + (EPOCH_NS + i * FRAME_NS + (i < 50 ? 0 : stepNs))
                        + ",\"SyncFrame\":" + i + "}\n");
            }
            CommandRun run =
                    frames(metadata("a.json", 0, 0), Files.writeString(folder.resolve("b.json"), json.toString()));
            assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
            assertTrue(run.out().contains("before frame 50 and SyncFrame goes on"), run.out());
        }
    }

    @Test
    void shouldTellADriftOfMoreThanHalfAFrameAndTwoRates() throws IOException {
        Path a = both("a.json", 1, 0, 0);
        CommandRun drift = frames(a, both("b.json", 1.001, 0, 0), "--json", "-");
        JsonNode json = new ObjectMapper().readTree(drift.out());
        assertEquals(1000, json.path("comparisons").path(0).path("drift_ppm").doubleValue(), 5);
        assertEquals(ExitCode.REFUSED, drift.exitCode());
        CommandRun rates = frames(a, both("c.json", 1.2, 0, 0));
        assertEquals(ExitCode.REFUSED, rates.exitCode());
        assertTrue(rates.out().contains("no: c.json runs at 25.000 frames/s and a.json at 30.000"), rates.out());
    }

    @Test
    void shouldReadWhatARecorderThatWasKilledLeft() throws IOException {
        Path a = both("a.json", 1, 0, 0);
        String whole = Files.readString(a);
        Path cut = Files.writeString(folder.resolve("cut.json"), whole.substring(0, whole.length() - 40));
        CommandRun run = frames(a, cut);
        assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("note: cut.json: the list has no end"), run.out());
        assertTrue(run.out().contains("its 999 whole frames"), run.out());
    }

    /** Wall and sensor times of 1000 frames; the wall clock is stepped before a frame. */
    private Path both(String name, double slower, int stepBefore, long stepNs) throws IOException {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < 1000; i++) {
            long atNs = Math.round(i * FRAME_NS * slower);
            json.append(i == 0 ? "" : ",\n")
                    .append("{\"SensorTimestamp\":")
                    .append(5_000_000_000L + atNs)
                    .append(",\"FrameWallClock\":")
                    .append(EPOCH_NS + atNs + (stepBefore > 0 && i >= stepBefore ? stepNs : 0))
                    .append('}');
        }
        return Files.writeString(folder.resolve(name), json.append(']'));
    }

    private Path metadata(String name, int shift, long offsetNs) throws IOException {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < 100; i++) {
            json.append(i == 0 ? "" : ",\n")
                    .append("{\"FrameWallClock\":")
                    .append(EPOCH_NS + (i + shift) * FRAME_NS + offsetNs)
                    .append('}');
        }
        return Files.writeString(folder.resolve(name), json.append(']'));
    }

    private static CommandRun frames(Object... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "frames";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = arguments[i].toString();
        }
        return CommandRun.of(CommandRun.UNREACHED, all);
    }
}
