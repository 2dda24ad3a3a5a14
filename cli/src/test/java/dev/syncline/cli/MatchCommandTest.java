package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.compress.ChunkCompressions;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.engine.match.read.McapMessages;
import dev.syncline.engine.match.read.McapTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchCommandTest {
    @TempDir
    Path folder;

    private Path cameras = Path.of("");
    private Path imu = Path.of("");

    @BeforeEach
    void write() throws IOException {
        List<String> rows = new ArrayList<>(List.of("stream,sequence,timestamp_ms,exposure_ms"));
        for (int i = 0; i < 30; i++) {
            rows.add("left," + (100 + i) + "," + i * 33 + ",4");
            if (i % 10 != 5) {
                rows.add("right," + (100 + i) + "," + (i * 33 + 2) + ",8");
            }
        }
        cameras = Files.write(folder.resolve("cameras.csv"), rows);
        List<String> samples = new ArrayList<>(List.of("timestamp_us,gx"));
        for (int i = 0; i < 400; i++) {
            samples.add(i * 2500 + "," + i);
        }
        imu = Files.write(folder.resolve("imu.csv"), samples);
    }

    private static CommandRun match(Object... args) {
        List<String> all = new ArrayList<>(List.of("match"));
        for (Object arg : args) {
            all.add(arg.toString());
        }
        return CommandRun.of(CommandRun.UNREACHED, all.toArray(new String[0]));
    }

    @Test
    void shouldWriteGroupsAsCsv() throws IOException {
        Path out = folder.resolve("groups.csv");
        CommandRun run = match(cameras, "--out", out, "--stats");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertTrue(run.out().contains("groups  27 (0 partial"), run.out());
        List<String> lines = Files.readAllLines(out);
        assertEquals(
                "group,interval_ns,agreed,left:membership,left:sequence,left:time_ns,right:membership,right:sequence,"
                        + "right:time_ns",
                lines.get(0));
        assertEquals("0,2000000,true,own,100,0,own,100,2000000", lines.get(1));
        assertEquals(28, lines.size());
    }

    @Test
    void shouldMatchMiddlesOfExposures() {
        CommandRun run = match(cameras, "--exposure-point", "middle", "--out", "-");
        // Left's middle is 2 ms before its stamp, right's 4 ms before its own, which is 2 ms later.
        assertTrue(run.out().contains("\n0,0,true,own,100,-2000000,own,100,-2000000\n"), run.out());
    }

    @Test
    void shouldTakeAClockAndARollingShutterIntoAccount() {
        CommandRun run = match(cameras, "--clock", "right=-2ms:100", "--rolling", "left=1081:10.81ms", "--out", "-");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\n0,5400000,true,own,100,5400000,own,100,0\n"), run.out());
    }

    /** Two cameras of one device, left first. */
    private Path pair(String name, Frame... frames) throws IOException {
        List<String> rows = new ArrayList<>(List.of("stream,sequence,timestamp_us"));
        for (Frame frame : frames) {
            rows.add(frame.stream + "," + frame.number + "," + frame.timeUs);
        }
        return Files.write(folder.resolve(name), rows);
    }

    private record Frame(String stream, long number, long timeUs) {}

    /** Frames 0 to count - 1 of both cameras, 33.333 ms apart, right 1 ms after left. */
    private static List<Frame> frames(int count, long fromUs) {
        List<Frame> frames = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            frames.add(new Frame("left", n, fromUs + n * 33_333L));
            frames.add(new Frame("right", n, fromUs + n * 33_333L + 1_000));
        }
        return frames;
    }

    /** Groups whose members have different numbers. */
    private static long mixed(CommandRun run) {
        return run.out()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(fields -> !fields[4].equals(fields[7]))
                .count();
    }

    @Test
    void shouldNotMixNumbersAfterOneLateStamp() throws IOException {
        List<Frame> frames = frames(600, 0);
        Frame late = frames.get(401);
        frames.set(401, new Frame(late.stream, late.number, late.timeUs + 40_000));
        CommandRun run =
                match(pair("late.csv", frames.toArray(new Frame[0])), "--policy", "sequence", "--out", "-", "--stats");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(0, mixed(run));
        assertTrue(run.err().contains("groups  599 "), run.err());
        assertTrue(run.err().contains("stream right: number 200 at 6.708 s does not fit those around it"), run.err());
    }

    @Test
    void shouldRefuseNumbersThatContradictTheTimes() throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame : frames(300, 0)) {
            frames.add(frame.stream.equals("left") ? frame : new Frame("right", frame.number + 7, frame.timeUs));
        }
        Path swapped = pair("swapped.csv", frames.toArray(new Frame[0]));
        CommandRun run = match(swapped, "--policy", "sequence");
        assertEquals(ExitCode.REFUSED, run.exitCode(), run.err());
        assertTrue(run.err().contains("of right is at"), run.err());
        assertTrue(run.err().contains("that of left 232.3 ms later"), run.err());
        assertTrue(run.err().contains("match by time"), run.err());
        // Who knows that the stamps are on different clocks may say so.
        assertEquals(
                ExitCode.DONE,
                match(swapped, "--policy", "sequence", "--threshold", "300ms").exitCode());
    }

    @Test
    void shouldMatchRunsOfAFileEachByItself() throws IOException {
        List<Frame> frames = frames(100, 1_000_000);
        frames.addAll(frames(100, 1_007_000));
        for (String policy : List.of("sequence", "optimal")) {
            CommandRun run =
                    match(pair("runs.csv", frames.toArray(new Frame[0])), "--policy", policy, "--out", "-", "--stats");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertTrue(run.err().contains("groups  200 "), run.err());
            assertTrue(run.err().contains("the times of stream left start again once: 2 runs"), run.err());
            assertEquals(0, mixed(run));
        }
        CommandRun odd = match(pair("runs.csv", frames.toArray(new Frame[0])), imu);
        assertEquals(ExitCode.FAILED, odd.exitCode());
        assertTrue(odd.err().contains("stream left has 2 runs, imu has 1"), odd.err());
    }

    @Test
    void shouldCountAClocksSkewFromTheStreamsFirstMessageOrFromATime() throws IOException {
        // Stamps since 1970: counted from there, 50 ppm are a day.
        Path epoch = pair("epoch.csv", frames(300, 1_795_735_380_000_000L).toArray(new Frame[0]));
        CommandRun run = match(epoch, "--clock", "right=-1ms:50", "--out", "-");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\n0,0,true,own,0,1795735380000000000,own,0,1795735380000000000\n"), run.out());
        assertTrue(run.out().contains("\n299,498328,true,"), run.out());
        CommandRun at = match(epoch, "--clock", "right=-1ms:50@1795735370s", "--out", "-");
        assertTrue(
                at.out().contains("\n0,500050,true,own,0,1795735380000000000,own,0,1795735380000500050\n"), at.out());
    }

    @Test
    void shouldInterpolateAMotionSensorAtTheMiddle() {
        CommandRun run = match(cameras, imu, "--rate", "interpolate", "--out", "-");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("interpolated,,1000000,0.4\n"), run.out());
    }

    @Test
    void shouldDuplicateAndMarkCopies() {
        CommandRun run = match(cameras, imu, "--rate", "duplicate", "--out", "-");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("copy,100,0,copy,100,2000000,own,,5000000,2.0"), run.out());
    }

    @Test
    void shouldWriteJsonLinesAndMcap() throws IOException {
        Path lines = folder.resolve("groups.jsonl");
        assertEquals(
                ExitCode.DONE,
                match(cameras, "--policy", "sequence", "--out", lines).exitCode());
        assertEquals(
                "{\"group\":0,\"interval_ns\":2000000,\"agreed\":true,\"members\":[{\"stream\":\"left\","
                        + "\"membership\":\"own\",\"sequence\":100,\"time_ns\":0},{\"stream\":\"right\","
                        + "\"membership\":\"own\",\"sequence\":100,\"time_ns\":2000000}]}",
                Files.readAllLines(lines).getFirst());
        Path mcap = folder.resolve("groups.mcap");
        assertEquals(ExitCode.DONE, match(cameras, "--out", mcap).exitCode());
        assertEquals(
                27,
                McapMessages.read(mcap, McapTime.LOG, Set.of(), ChunkCompressions.all())
                        .streams()
                        .getFirst()
                        .size());
        // And its own output is a recording again.
        assertEquals(
                ExitCode.DONE, match(mcap, cameras, "--streams", "/groups,left").exitCode());
    }

    @Test
    void shouldRunEveryPolicy() {
        for (String policy :
                List.of("optimal", "sequence", "sync-node", "approximate", "approximate-epsilon", "latest")) {
            CommandRun run = match(cameras, "--policy", policy);
            assertEquals(ExitCode.DONE, run.exitCode(), policy + ": " + run.err());
            assertTrue(
                    run.out()
                            .startsWith(policy + ", threshold " + (policy.equals("sequence") ? "16.500" : "10.000")
                                    + " ms, 2 streams\n"),
                    run.out());
        }
    }

    @Test
    void shouldTellStreamsOfOneNameByTheirFiles() throws IOException {
        Path other = Files.copy(cameras, folder.resolve("other.csv"));
        CommandRun run = match(cameras, other, imu, "--streams", "cameras.csv/left,other.csv/right,imu");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\ncameras.csv/left "), run.out());
    }

    @Test
    void shouldRefuseWhereNothingBelongsTogether() {
        CommandRun exact = match(cameras, "--policy", "exact");
        assertEquals(ExitCode.REFUSED, exact.exitCode());
        assertTrue(exact.err().contains("refused: no group was found: the streams overlap"), exact.err());
        CommandRun apart = match(cameras, "--clock", "right=1h");
        assertEquals(ExitCode.REFUSED, apart.exitCode());
        assertTrue(apart.err().contains("do not overlap in time: right begins at 3600.002 s"), apart.err());
    }

    @Test
    void shouldEndWithTwoForWrongUsageInOneLine() {
        for (String[] wrong : new String[][] {
            {"--policy", "best"},
            {"--threshold", "10"},
            {"--clock", "up=1ms"},
            {"--clock", "left=1"},
            {"--clock", "left=1ms:x"},
            {"--clock", "left=1ms@2s"},
            {"--clock", "left=1ms:2@3"},
            {"--rolling", "left=10"},
            {"--reach", "1ms"},
            {"--out", "groups.txt"},
            {"--sync-attempts", "-2"}
        }) {
            CommandRun run = match(cameras, wrong[0], wrong[1]);
            assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }

    @Test
    void shouldFailInOneLineForBadInput() throws IOException {
        Path noTimes = Files.writeString(folder.resolve("no.csv"), "a,b\n");
        assertFails(match(noTimes), "no.csv, line 1: no column for the time");
        assertFails(match(folder.resolve("gone.csv")), "gone.csv: no such file");
        assertFails(match(folder), "is a folder");
        // Its format would be told by what is then missing.
        Path pipe = Path.of("/dev/null");
        assertFails(match(pipe), "is a pipe or a device, and it is read more than once");
        assertFails(
                CommandRun.of(CommandRun.UNREACHED, "rig", "verify", pipe.toString()),
                "is a pipe or a device, and it is read more than once");
        assertFails(match(cameras, "--streams", "up"), "there is no stream up; the files have left, right");
        assertFails(match(cameras, imu, "--policy", "sequence"), "stream imu has no sequence numbers");
        assertFails(match(cameras, "--out", cameras), "named twice");
        assertTrue(Files.size(cameras) > 100);
    }

    private static void assertFails(CommandRun run, String part) {
        assertEquals(ExitCode.FAILED, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertFalse(run.err().contains("unexpected"), run.err());
    }
}
