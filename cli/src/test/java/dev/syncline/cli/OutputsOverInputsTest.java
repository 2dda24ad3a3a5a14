package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command writes over what it reads, or two results into one file. */
class OutputsOverInputsTest {
    @TempDir
    Path folder;

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return contents;
    }

    private void assertRefused(String... args) throws IOException {
        Map<String, String> before = contents();
        CommandRun run = CommandRun.of(CommandRun.UNREACHED, args);
        assertEquals(ExitCode.FAILED, run.exitCode(), String.join(" ", args) + ": " + run.err());
        assertTrue(run.err().contains("named twice"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(before, contents(), String.join(" ", args));
    }

    @Test
    void shouldNotWriteOverTheMotionLogThatLiesBesideTheVideo() throws IOException {
        Files.writeString(folder.resolve("clip.mp4"), "video");
        Files.writeString(folder.resolve("clip.csv"), "GYROFLOW IMU LOG\nversion,1.3\ntscale,0.001\nt,gx,gy,gz\n");
        assertRefused("sync", in("clip.mp4"), "--csv", in("clip.csv"));
        Files.move(folder.resolve("clip.csv"), folder.resolve("clip.gcsv"));
        assertRefused("sync", in("clip.mp4"), "--json", in("clip.gcsv"));
    }

    @Test
    void shouldWriteItsOwnOlderResultBesideTheVideoAgain() throws IOException {
        Files.writeString(folder.resolve("clip.mp4"), "video");
        for (int i = 0; i < 2; i++) {
            CommandRun run = CommandRun.of(
                    (job, progress) -> CommandRun.synced(job), "sync", in("clip.mp4"), "--csv", in("clip.csv"));
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        }
    }

    @Test
    void shouldNotWriteOverInputsOfTheOtherCommands() throws IOException {
        Files.writeString(folder.resolve("rig.yaml"), "rig");
        Files.writeString(folder.resolve("data.yaml"), "data");
        assertRefused("rig", "plan", in("rig.yaml"), "--svg", in("rig.yaml"));
        assertRefused("rig", "simulate", in("rig.yaml"), "--out", in("rig.yaml"));
        assertRefused("rig", "plan", in("rig.yaml"), "--data", in("data.yaml"), "--svg", in("data.yaml"));
        Files.writeString(folder.resolve("d.rec"), "session");
        Files.writeString(folder.resolve("key"), "0".repeat(64));
        assertRefused("clock", "dji", "--replay", in("d.rec"), "--out", in("d.rec"));
        assertRefused("clock", "dji", "--replay", in("d.rec"), "--pairs", in("d.rec"));
        assertRefused("clock", "dji", "--replay", in("d.rec"), "--out", in("o"), "--pairs", in("o"));
        assertRefused("clock", "dji", "--replay", in("d.rec"), "--key-file", in("key"), "--out", in("key"));
        Files.writeString(folder.resolve("pulses"), "1\n");
        assertRefused("clock", "dji", "--port", in("none"), "--pulse", "sim:" + in("pulses"), "--out", in("pulses"));
        assertRefused("clock", "dji", "--port", in("none"), "--record", in("key"), "--key-file", in("key"));
        Files.writeString(folder.resolve("a.csv"), "recording");
        Files.writeString(folder.resolve("b.csv"), "recording");
        assertRefused("match", in("a.csv"), in("b.csv"), "--out", in("b.csv"));
        assertRefused("frames", in("a.csv"), in("b.csv"), "--json", in("b.csv"));
        assertRefused("frames", in("a.csv"), in("b.csv"), "--plot", in("p"), "--json", in("p"));
        List<String> capture = new ArrayList<>(List.of("capture", "--camera-backend=sim", "-q", "-t", "1ms"));
        capture.addAll(List.of("-o", in("v.mp4"), "--metadata", in("v.mp4")));
        assertRefused(capture.toArray(String[]::new));
    }
}
