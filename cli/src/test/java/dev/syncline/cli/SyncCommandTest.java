package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncOptions.Orientation;
import dev.syncline.engine.api.SyncOptions.Readout;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.result.SyncResultJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SyncCommandTest {
    @TempDir
    Path folder;

    private String video = "";

    @BeforeEach
    void makeInput() throws IOException {
        video = Files.writeString(folder.resolve("clip.mp4"), "not decoded in these tests")
                .toString();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private SyncJob jobOf(String... options) {
        AtomicReference<SyncJob> seen = new AtomicReference<>();
        String[] args =
                Stream.concat(Stream.of("sync", video), Stream.of(options)).toArray(String[]::new);
        CommandRun run = CommandRun.of(
                (job, progress) -> {
                    seen.set(job);
                    return CommandRun.synced(job);
                },
                args);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return Objects.requireNonNull(seen.get());
    }

    @Test
    void shouldFollowPointsWithItsOwnTrackerUnlessToldOtherwise() {
        assertEquals("klt", jobOf().options().tracker());
        assertEquals("opencv", jobOf("--flow", "OpenCV").options().tracker());
        CommandRun run = CommandRun.of((job, progress) -> CommandRun.synced(job), "sync", video, "--flow", "lucas");
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode());
        assertTrue(run.err().contains("lucas"), run.err());
    }

    @ParameterizedTest
    @CsvSource({"9.9, 2", "10, 0", "100000, 0", "100001, 2", "-50, 2"})
    void shouldFilterTheLogWhereItIsAsked(String hz, int exitCode) {
        CommandRun run = CommandRun.of((job, progress) -> CommandRun.synced(job), "sync", video, "--low-pass", hz);
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(0, jobOf().options().lowPassHz());
        assertEquals(
                "low_pass_hz=25.0 orientation=yXz bias=none readout=-16.0",
                jobOf("--low-pass", "25", "--orientation", "yXz", "--bias", "none", "--readout", "-16ms")
                        .options()
                        .settings()
                        .text());
    }

    @Test
    void shouldPrintTheTableAndEndWithZero() {
        CommandRun run = CommandRun.of((job, progress) -> CommandRun.synced(job), "sync", video);
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().contains("-12500.000     0.030   0.991   0.520  good"), run.out());
        assertTrue(run.out().endsWith("synced: 1 good of 1 points\n"), run.out());
        assertEquals("syncline: warning: the lens is a guess\n", run.err());
    }

    @Test
    void shouldEndWithThreeAndTheReasonWhenRefused() {
        CommandRun run = CommandRun.of((job, progress) -> CommandRun.refused(job), "sync", video);
        assertEquals(ExitCode.REFUSED, run.exitCode());
        assertTrue(run.out().endsWith("refused: the video does not rotate: the best window turns 0.2°/s\n"));
    }

    @Test
    void shouldWriteEveryFileThatIsAskedFor() throws IOException {
        CommandRun run = CommandRun.of(
                (job, progress) -> CommandRun.synced(job),
                "sync",
                video,
                "--json",
                in("r.json"),
                "--csv",
                in("r.csv"),
                "--gyroflow",
                in("r.gyroflow"),
                "--report",
                in("r.html"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(List.of("clip.mp4", "r.csv", "r.gyroflow", "r.html", "r.json"), names());
        assertEquals(1, SyncResultJson.read(folder.resolve("r.json")).points().size());
        GyroflowProject project = GyroflowProjectReader.read(folder.resolve("r.gyroflow"));
        assertEquals(List.of(new GyroflowProject.Offset(12_500_000, -12_500)), project.offsets());
        assertEquals(video, project.videoFile());
    }

    @Test
    void shouldPutThePointsIntoAProjectThatIsThere() throws IOException {
        Files.writeString(
                folder.resolve("mine.gyroflow"),
                "{\"version\": 3, \"videofile\": \"x\", \"stabilization\": {\"fov\": 1.3}, \"kept\": [1]}");
        CommandRun run = CommandRun.of(
                (job, progress) -> CommandRun.synced(job),
                "sync",
                video,
                "--gyroflow-from",
                in("mine.gyroflow"),
                "--gyroflow",
                in("mine.gyroflow"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode root = new JsonMapper().readTree(Files.readAllBytes(folder.resolve("mine.gyroflow")));
        assertEquals(1.3, root.path("stabilization").path("fov").asDouble());
        assertEquals(1, root.path("kept").size());
        assertEquals(-12_500, root.path("offsets").path("12500000").asDouble());
        CommandRun alone = CommandRun.of(CommandRun.UNREACHED, "sync", video, "--gyroflow-from", in("mine.gyroflow"));
        assertEquals(ExitCode.WRONG_USAGE, alone.exitCode());
        Files.writeString(folder.resolve("mine.gyroflow"), "{");
        CommandRun broken = CommandRun.of(
                CommandRun.UNREACHED,
                "sync",
                video,
                "--gyroflow-from",
                in("mine.gyroflow"),
                "--gyroflow",
                in("other.gyroflow"));
        assertEquals(ExitCode.FAILED, broken.exitCode());
    }

    @Test
    void shouldNotWriteAProjectWithoutAGoodPoint() throws IOException {
        CommandRun run = CommandRun.of(
                (job, progress) -> CommandRun.refused(job),
                "sync",
                video,
                "--json",
                in("r.json"),
                "--gyroflow",
                in("r.gyroflow"));
        assertEquals(ExitCode.REFUSED, run.exitCode());
        assertEquals(List.of("clip.mp4", "r.json"), names());
        assertTrue(run.err().contains("r.gyroflow was not written: there is no good point"), run.err());
    }

    @Test
    void shouldGiveStandardOutputToTheJsonAlone() throws IOException {
        CommandRun run = CommandRun.of((job, progress) -> CommandRun.refused(job), "sync", video, "--json", "-");
        assertEquals(ExitCode.REFUSED, run.exitCode());
        assertEquals(
                "clip.mp4",
                SyncResultJson.read("-", run.out().getBytes(StandardCharsets.UTF_8))
                        .inputs()
                        .video());
        assertTrue(run.err().contains("syncline: refused: the video does not rotate"), run.err());
    }

    @ParameterizedTest
    @CsvSource({"no/r.json, there is no folder", "., it is a folder", "clip.mp4, it is named twice"})
    void shouldNotBeginWhenAnOutputCannotBeWritten(String output, String expected) throws IOException {
        CommandRun run = CommandRun.of(CommandRun.UNREACHED, "sync", video, "--json", in(output));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().startsWith("syncline: cannot write ") && run.err().contains(expected), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(List.of("clip.mp4"), names());
    }

    @Test
    void shouldNotWriteTwoOutputsIntoOneFile() {
        CommandRun run = CommandRun.of(CommandRun.UNREACHED, "sync", video, "--json", in("r"), "--csv", in("r"));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("it is named twice"), run.err());
    }

    @Test
    void shouldSayWhichInputIsMissing() {
        CommandRun run = CommandRun.of(CommandRun.UNREACHED, "sync", in("none.mp4"));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertEquals("syncline: " + in("none.mp4") + ": no such file\n", run.err());
    }

    @Test
    void shouldLeaveNothingBehindWhenInterrupted() throws IOException {
        CommandRun run = CommandRun.of(
                (job, progress) -> {
                    throw new InterruptedException();
                },
                "sync",
                video,
                "--json",
                in("r.json"),
                "--report",
                in("r.html"));
        assertEquals(ExitCode.INTERRUPTED, run.exitCode());
        assertEquals("syncline: interrupted\n", run.err());
        assertEquals(List.of("clip.mp4"), names());
    }

    @Test
    void shouldLeaveNothingBehindWhenInterruptedWhileWriting() throws IOException {
        CommandRun run = CommandRun.of(
                (job, progress) -> {
                    Thread.currentThread().interrupt();
                    return CommandRun.synced(job);
                },
                "sync",
                video,
                "--json",
                in("r.json"),
                "--report",
                in("r.html"));
        Thread.interrupted(); // a failure must not reach the next test
        assertEquals(ExitCode.INTERRUPTED, run.exitCode(), run.err());
        assertEquals(List.of("clip.mp4"), names());
    }

    @Test
    void shouldShowAKnownFailureInOneLineAndAStackOnlyForDebug() {
        ClipSync failing = (job, progress) -> {
            throw new IOException("clip.mp4: no video stream\nand more");
        };
        CommandRun plain = CommandRun.of(failing, "sync", video);
        assertEquals(ExitCode.FAILED, plain.exitCode());
        assertEquals("syncline: clip.mp4: no video stream\n", plain.err());
        CommandRun debug = CommandRun.of(failing, "sync", video, "--debug");
        assertTrue(debug.err().contains("\tat dev.syncline.cli."), debug.err());
    }

    @Test
    void shouldAskForDebugWhenTheFaultIsOurs() {
        CommandRun run = CommandRun.of(
                (job, progress) -> {
                    throw new IllegalStateException("lag −3");
                },
                "sync",
                video);
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().contains("unexpected IllegalStateException: lag −3")
                && run.err().contains("--debug"));
    }

    @Test
    void shouldEstimateTheReadoutWhenAsked() {
        assertEquals(new Readout.Known(), jobOf().options().readout());
        assertEquals(
                new Readout.Estimated(), jobOf("--readout", "auto").options().readout());
    }

    @Test
    void shouldTakeTheSpeedAndTheStreamThatTheUserNames() {
        assertEquals(
                new dev.syncline.engine.api.SyncOptions.Speed.AsFilmed(),
                jobOf().options().speed());
        assertEquals(
                new dev.syncline.engine.api.SyncOptions.Speed.Times(0.5),
                jobOf("--speed", "0.5").options().speed());
        assertEquals(
                new dev.syncline.engine.api.SyncOptions.Speed.FilmedAt(59.94),
                jobOf("--true-fps", "59.94").options().speed());
        assertEquals(-1, jobOf().input().videoStream());
        assertEquals(1, jobOf("--video-stream", "1").input().videoStream());
    }

    @Test
    void shouldCountFromTheFirstFrameUnlessTold() {
        assertEquals(SyncOptions.VideoZero.FIRST_FRAME, jobOf().options().zero());
        assertEquals(
                SyncOptions.VideoZero.CONTAINER,
                jobOf("--video-zero", "container").options().zero());
    }

    @Test
    void shouldTakeNegativeTimesAsValues() {
        SyncOptions options = jobOf("--rough-offset", "-93.2s", "--search", "5s", "--readout", "-16ms")
                .options();
        assertEquals(new SyncOptions.Search(Duration.ofMillis(-93_200), Duration.ofSeconds(5)), options.search());
        assertEquals(new Readout.Given(new RollingShutter(0.016, ReadoutDirection.BOTTOM_TO_TOP)), options.readout());
    }

    @Test
    void shouldSearchTheWholeLogForAnyOrientationUnlessTold() {
        SyncJob job = jobOf();
        assertEquals(SyncOptions.defaults(), job.options());
        assertEquals(ClipInput.of(Path.of(video)).lensLookup(LensLookup.BESIDE), job.input());
    }

    @Test
    void shouldLookForALensUnlessOneIsNamedOrNoneIsWanted() throws IOException {
        assertEquals(LensLookup.BESIDE, jobOf("--lens", "auto").input().lensLookup());
        assertNull(jobOf("--lens", "none").input().lensLookup());
        Path lens = Files.writeString(folder.resolve("clip.lens.json"), "{}");
        ClipInput named = jobOf("--lens", lens.toString()).input();
        assertEquals(lens, named.lens());
        assertNull(named.lensLookup());
        LensLookup found = jobOf("--lens-dir", folder.toString(), "--focal-length", "35")
                .input()
                .lensLookup();
        assertEquals(
                folder,
                found == null || found.database() == null
                        ? null
                        : found.database().path());
        assertEquals(35, found == null ? 0 : found.focalLengthMm());
        CommandRun over = CommandRun.of(CommandRun.UNREACHED, "sync", video, "--json", lens.toString());
        assertTrue(over.err().contains("the lens profile beside the video"), over.err());
        CommandRun missing = CommandRun.of(CommandRun.UNREACHED, "sync", video, "--lens-dir", in("none"));
        assertEquals(ExitCode.FAILED, missing.exitCode());
        assertEquals("syncline: " + in("none") + ": no such file\n", missing.err());
    }

    @Test
    void shouldTakeTheOrientationFromWhomTheUserSays() {
        assertEquals(
                new Orientation.Declared(),
                jobOf("--orientation", "declared").options().orientation());
        for (String letters : List.of("XYZ", "xzY")) {
            assertEquals(
                    new Orientation.Given(new ImuOrientation(letters)),
                    jobOf("--orientation", letters).options().orientation(),
                    "mirrored ones are taken too");
        }
        assertEquals(
                new Orientation.Found(),
                jobOf("--orientation", "auto").options().orientation());
    }

    @Test
    void shouldTakeTheWindowsThatTheUserNames() {
        SyncOptions options =
                jobOf("--at", "12.5s,40s", "--window", "800ms", "--points", "7").options();
        assertEquals(List.of(Duration.ofMillis(12_500), Duration.ofSeconds(40)), options.at());
        assertEquals(Duration.ofMillis(800), options.window());
        assertEquals(7, options.points());
        assertEquals(7, options.mostPoints());
    }

    @Test
    void shouldLeaveTheNumberOfPointsOpenAndTheBiasHeldWhereAsked() {
        SyncOptions options = jobOf("--points", "auto", "--bias", "none").options();
        assertEquals(3, options.points());
        assertEquals(32, options.mostPoints());
        assertFalse(options.estimateBias());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rough-offset 5|'5' has no unit",
                "--lens none --lens-dir x|go with --lens auto",
                "--focal-length 0|--focal-length must be above 0.1",
                "--rough-offset 5s|goes with --search",
                "--window 10ms|--window must be 300ms to 1m long",
                "--points 0|expected 1 to 500 points, or auto, got 0",
                "--points x|expected a number from 1 to 500, or auto, got x",
                "--bias 3|expected one of",
                "--search -5s|--search must be longer than 0",
                "--at -5s|--at must not be before the video",
                "--orientation XXZ|is not each of x, y and z once",
                "--readout 2s|a readout takes less than 1s",
                "--height 7|--height must be",
                "--video-zero middle|--video-zero: expected first-frame or container, but was 'middle'",
                "--video-zero container --gyroflow x.gyroflow|--video-zero container goes with one clip",
                "--video-zero container --report x.html|--video-zero container goes with one clip",
                "--threads 0|--threads must be",
                "--flow lucas|expected one of klt, opencv, but was 'lucas'",
                "--nonsense|Unknown option: '--nonsense'",
                "--json|Missing required parameter for option '--json'",
            })
    void shouldRefuseWrongUsageInOneLine(String options, String expected) {
        String[] args = Stream.concat(Stream.of("sync", video), Stream.of(options.split(" ", -1)))
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(CommandRun.UNREACHED, args);
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(expected), run.err());
        assertTrue(run.err().endsWith("(see syncline sync --help)\n"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldSayHowFarItIsAndNothingWhenQuiet() {
        ClipSync staged = (job, progress) -> {
            for (int frame = 0; frame < 180; frame++) {
                progress.accept(new SyncProgress("rendering", frame, 180));
            }
            progress.accept(new SyncProgress("following points", 0, 2));
            progress.accept(new SyncProgress("following points", 1, 2));
            progress.accept(new SyncProgress("refining", 0, 1));
            progress.accept(new SyncProgress("done", 1, 1));
            return CommandRun.synced(job);
        };
        CommandRun shown = CommandRun.of(staged, "sync", video);
        assertTrue(
                shown.err()
                        .startsWith("rendering 0%\nrendering 25%\nrendering 50%\nrendering 75%\n"
                                + "following points 1/2\nfollowing points 2/2\nrefining\nsyncline: warning"),
                shown.err());
        CommandRun quiet = CommandRun.of(staged, "sync", video, "-q");
        assertFalse(quiet.err().contains("refining"), quiet.err());
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }
}
