package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        CommandRun relative = frames(times, times);
        assertTrue(relative.out().contains("taken for granted"), relative.out());
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
