package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets who hands the real command something that cannot be synced. */
class BadInputTest {
    private static final List<String> OUTPUTS = List.of("--json", "--csv", "--gyroflow", "--report");

    @TempDir
    static Path clips;

    @SuppressWarnings("NullAway.Init")
    private static SmallClip clip;

    @TempDir
    Path in;

    @TempDir
    Path out;

    private List<String> inputs = List.of();

    @BeforeAll
    static void render() throws IOException {
        clip = SmallClip.render(clips);
    }

    @BeforeEach
    void forgetInputs() {
        inputs = List.of();
    }

    private CommandRun sync(Path video, String... options) throws IOException {
        inputs = names(in);
        List<String> args = new ArrayList<>(List.of("sync", video.toString(), "-q"));
        for (String output : OUTPUTS) {
            args.add(output);
            args.add(out.resolve("result" + output.replace("--", ".")).toString());
        }
        args.addAll(List.of(options));
        return CommandRun.of(new EngineSync(), args.toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(f -> folder.relativize(f).toString()).sorted().toList();
        }
    }

    /** One line that names what it should, exit code 1, and not a byte written anywhere. */
    private void assertFails(CommandRun run, String... parts) throws IOException {
        assertEquals(ExitCode.FAILED, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("syncline: "), run.err());
        assertFalse(run.err().contains("unexpected "), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
        for (String part : parts) {
            assertTrue(run.err().contains(part), () -> "'" + part + "' is missing in: " + run.err());
        }
        assertEquals("", run.out());
        assertEquals(List.of(""), names(out));
        assertEquals(inputs, names(in), "something was left beside the input");
    }

    /** A reason for people, exit code 3, and a result without a point to trust. */
    private SyncResult assertRefused(CommandRun run, RefusalCode code, String words) throws IOException {
        assertEquals(ExitCode.REFUSED, run.exitCode(), run.err() + run.out());
        SyncResult result = SyncResultJson.read(out.resolve("result.json"));
        assertEquals(SyncResult.Status.REFUSED, result.status());
        Refusal refusal = Objects.requireNonNull(result.refusal());
        String reason = refusal.text();
        assertEquals(code, refusal.code(), reason);
        assertTrue(reason.contains(words), reason);
        assertTrue(run.out().endsWith("refused: " + reason + "\n"), run.out());
        assertTrue(result.points().stream().noneMatch(p -> p.quality() == Quality.GOOD));
        assertEquals(List.of("", "result.csv", "result.json", "result.report"), names(out));
        assertEquals(inputs, names(in));
        return result;
    }

    private Path given(String name, byte[] bytes) throws IOException {
        return Files.write(in.resolve(name), bytes);
    }

    private Path given(String name, List<String> lines) throws IOException {
        return Files.write(in.resolve(name), lines);
    }

    private static List<String> logLines() throws IOException {
        return new ArrayList<>(Files.readAllLines(clip.log()));
    }

    private static int firstSample(List<String> lines) {
        return lines.indexOf("t,gx,gy,gz") + 1;
    }

    @Test
    void shouldSayThatThereIsNoVideo() throws IOException {
        assertFails(sync(in.resolve("none.mp4")), "none.mp4: no such file");
        assertFails(sync(in), in.toString(), "is a folder", "expected a video");
    }

    @Test
    void shouldSayThatAFileIsNoVideo() throws IOException {
        Path text = given("notes.mp4", List.of("just", "some", "words"));
        assertFails(sync(text, "--gyro", clip.log().toString()), "notes.mp4", "is not a video");
        assertFails(sync(clip.log()), "clip.gcsv", "is not a video");
    }

    @Test
    void shouldSayThatAFileHasNoVideoStream() throws IOException {
        Path sound = in.resolve("sound.mov");
        SoundFile.write(sound);
        assertFails(sync(sound, "--gyro", clip.log().toString()), "sound.mov", "no video stream among its 1");
    }

    @Test
    void shouldSayThatThereIsNoMotionDataAnywhere() throws IOException {
        Path alone = Files.copy(clip.video(), in.resolve("alone.mp4"));
        assertFails(sync(alone), "alone.mp4: no motion data inside it", "no alone.gcsv or alone.csv", "--gyro LOG");
        given("alone.csv", List.of("frame,brightness", "1,20", "2,21"));
        assertFails(sync(alone), "alone.csv beside it is no motion log", "--gyro LOG");
        assertFails(sync(alone, "--gyro", in.resolve("gone.gcsv").toString()), "gone.gcsv: no such file");
        assertFails(sync(alone, "--gyro", alone.toString()), "alone.mp4", "no motion data in this video");
        assertFails(sync(alone, "--gyro", in.resolve("alone.csv").toString()), "alone.csv", "not a motion log");
    }

    @Test
    void shouldSayThatAFileIsEmpty() throws IOException {
        Path noVideo = given("empty.mp4", new byte[0]);
        assertFails(sync(noVideo, "--gyro", clip.log().toString()), "empty.mp4", "is empty");
        Path noLog = given("empty.gcsv", new byte[0]);
        assertFails(sync(clip.video(), "--gyro", noLog.toString()), "empty.gcsv", "is empty");
        Path noLens = given("empty.json", new byte[0]);
        assertFails(sync(clip.video(), "--lens", noLens.toString()), "empty.json", "is empty");
    }

    @Test
    void shouldSayThatAVideoIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(clip.video());
        Path start = given("start.mp4", Arrays.copyOf(whole, 40));
        assertFails(sync(start, "--gyro", clip.log().toString()), "start.mp4", "moov", "cut off", "copy it again");
        // The index is in front: the first seconds are still there, the windows of the last are not.
        Path half = given("half.mp4", Arrays.copyOf(whole, whole.length / 2));
        CommandRun run = sync(half, "--gyro", clip.log().toString(), "--at", "3.2s");
        assertFails(run, "half.mp4", "cut off or damaged");
    }

    @Test
    void shouldLeaveOutTheLineThatALogWasCutOffIn() throws IOException {
        List<String> lines = logLines();
        String last = lines.removeLast();
        String text = String.join("\n", lines) + "\n" + last.substring(0, last.lastIndexOf(','));
        Path cut = given("cut.gcsv", text.getBytes(StandardCharsets.UTF_8));
        CommandRun run = sync(
                clip.video(), "--gyro", cut.toString(), "--lens", clip.lens().toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err() + run.out());
        assertEquals(
                "syncline: warning: line " + (lines.size() + 1) + ", the last, is cut short: left out\n", run.err());
    }

    @Test
    void shouldSayThatALogIsCutOffBeforeItsSamples() throws IOException {
        List<String> lines = logLines();
        Path header = given("header.gcsv", lines.subList(0, firstSample(lines)));
        assertFails(sync(clip.video(), "--gyro", header.toString()), "header.gcsv", "only 0 samples", "cut off");
        Path half = given("half.gcsv", lines.subList(0, 4));
        assertFails(sync(clip.video(), "--gyro", half.toString()), "half.gcsv", "no row of column names");
    }

    @Test
    void shouldNameTheLineOfANumberThatIsNone() throws IOException {
        for (String bad : List.of("nan", "inf", "1e400", "x", "")) {
            List<String> lines = logLines();
            int at = firstSample(lines) + 321;
            String[] row = lines.get(at).split(",", -1);
            lines.set(at, row[0] + "," + row[1] + "," + bad + "," + row[3]);
            Path log = given("bad.gcsv", lines);
            assertFails(
                    sync(clip.video(), "--gyro", log.toString()),
                    "bad.gcsv, line " + (at + 1) + ": ",
                    "'" + bad + "' in column 3 is not a finite number");
        }
    }

    @Test
    void shouldTakeTheRecordingThatFitsWhereTimeBeginsAgain() throws IOException {
        List<String> lines = logLines();
        int at = firstSample(lines) + 500;
        lines.addAll(
                at,
                lines.subList(firstSample(lines), firstSample(lines) + 10).stream()
                        .toList());
        Path log = given("twice.gcsv", lines);
        assertSyncsOneOf(log, "the log holds 2 recordings: number 2");
    }

    @Test
    void shouldWarnOfSaturatedSamplesAndTrustThemWithNothing() throws IOException {
        List<String> lines = logLines();
        int first = firstSample(lines);
        // 0.2 s at the limit in the middle of the clip.
        int from = first + (int) ((2.0 - SmallClip.OFFSET_S) * 400);
        for (int i = from; i < from + 80; i++) {
            String[] row = lines.get(i).split(",", -1);
            lines.set(i, row[0] + ",34900," + row[2] + "," + row[3]);
        }
        Path log = given("clipped.gcsv", lines);
        CommandRun run = sync(
                clip.video(), "--gyro", log.toString(), "--lens", clip.lens().toString());
        assertEquals(1, run.err().lines().filter(l -> l.contains("warning")).count(), run.err());
        assertTrue(run.err().contains("the gyro is at its limit 1 time, 0.19"), run.err());
        SyncResult result = SyncResultJson.read(out.resolve("result.json"));
        assertEquals(result.status() == SyncResult.Status.SYNCED ? ExitCode.DONE : ExitCode.REFUSED, run.exitCode());
        result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .forEach(p -> assertEquals(SmallClip.OFFSET_S * 1e9, (double) p.offsetNs(), 2e6, () -> "" + p));
    }

    @Test
    void shouldRefuseALogThatDoesNotMeetTheClipWhereItLooks() throws IOException {
        assertRefused(
                sync(clip.video(), "--rough-offset", "500s", "--search", "1s"),
                RefusalCode.OUTSIDE_SEARCH,
                "leaves the offset out");
        assertRefused(
                sync(clip.video(), "--rough-offset", "-1s", "--search", "2s"),
                RefusalCode.OUTSIDE_SEARCH,
                "leaves the offset out");
    }

    @Test
    void shouldRefuseALogOfAnotherTime() throws IOException {
        ClipSpec foreign = clip.foreign();
        ClipFiles.write(foreign, in);
        SyncResult result = assertRefused(
                sync(
                        clip.video(),
                        "--gyro",
                        ClipFiles.gcsv(foreign, in).toString(),
                        "--lens",
                        clip.lens().toString()),
                RefusalCode.NO_PEAK,
                "no offset stands out");
        assertEquals("foreign.gcsv", result.inputs().log());
    }

    @Test
    void shouldSayThatALensProfileIsForAnotherPicture() throws IOException {
        String json = Files.readString(clip.lens());
        Path square = given("square.json", List.of(json.replace("180", "320")));
        assertFails(
                sync(clip.video(), "--lens", square.toString()),
                "lens profile 'synthetic clip': is for a picture of 320x320 (1.000:1), the video has 320x180 (1.778:1)");
        Path noJson = given("words.json", List.of("{\"name\": "));
        assertFails(sync(clip.video(), "--lens", noJson.toString()), "words.json", "not JSON");
        Path noLens = given("other.json", List.of("{\"name\": \"x\"}"));
        assertFails(sync(clip.video(), "--lens", noLens.toString()), "other.json", "no Gyroflow lens profile");
        assertFails(sync(clip.video(), "--lens", in.resolve("gone.json").toString()), "gone.json: no such file");
    }

    @Test
    void shouldSayBeforeTheWorkThatAnOutputCannotBeWritten() throws IOException {
        inputs = names(in);
        String folder = out.resolve("no/such/folder/r.json").toString();
        assertFails(
                CommandRun.of(new EngineSync(), "sync", clip.video().toString(), "-q", "--json", folder),
                "cannot write " + folder,
                "there is no folder");
        Path file = given("file", new byte[1]);
        inputs = names(in);
        String below = file.resolve("r.json").toString();
        assertFails(
                CommandRun.of(new EngineSync(), "sync", clip.video().toString(), "-q", "--report", below),
                "cannot write " + below,
                "is a file, not a folder");
        String folderItself = in.toString();
        assertFails(
                CommandRun.of(new EngineSync(), "sync", clip.video().toString(), "-q", "--csv", folderItself),
                "cannot write " + folderItself + ": it is a folder");
        String input = clip.log().toString();
        byte[] before = Files.readAllBytes(clip.log());
        assertFails(
                CommandRun.of(new EngineSync(), "sync", clip.video().toString(), "-q", "--gyro", input, "--csv", input),
                "cannot write " + input,
                "named twice");
        assertTrue(Arrays.equals(before, Files.readAllBytes(clip.log())));
    }

    @Test
    void shouldEndWithTwoForWrongUsage() throws IOException {
        for (String wrong : List.of("--points=none", "--at=12", "--orientation=ABC", "--nonsense", "--window=2h")) {
            CommandRun run = sync(clip.video(), wrong);
            assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().endsWith("(see syncline sync --help)\n"), run.err());
            assertEquals(List.of(""), names(out));
        }
    }

    @Test
    void shouldTakeTheRecordingThatFitsWhereTheLogsClockWasSet() throws IOException {
        List<String> lines = logLines();
        // The logger's clock was set in the middle of the recording: from seconds since power-on to the year 2026.
        int at = lines.size() - 100;
        for (int i = at; i < lines.size(); i++) {
            int comma = lines.get(i).indexOf(',');
            long micros = Long.parseLong(lines.get(i).substring(0, comma));
            lines.set(i, (micros + 1_770_000_000_000_000L) + lines.get(i).substring(comma));
        }
        Path log = given("leap.gcsv", lines);
        assertSyncsOneOf(log, "the log holds 2 recordings: number 1");
    }

    /** A log of several recordings: one is taken, that is said, and the offset is right. */
    private void assertSyncsOneOf(Path log, String warning) throws IOException {
        CommandRun run = sync(
                clip.video(), "--gyro", log.toString(), "--lens", clip.lens().toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.err().contains(warning), run.err());
        SyncResult result = SyncResultJson.read(out.resolve("result.json"));
        result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .forEach(p -> assertEquals(SmallClip.OFFSET_S * 1e9, (double) p.offsetNs(), 2e6, () -> "" + p));
    }
}
