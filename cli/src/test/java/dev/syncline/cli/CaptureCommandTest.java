package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.capture.CaptureTimeConverter;
import dev.syncline.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CaptureCommandTest {
    @TempDir
    Path folder;

    private CommandRun capture(String... options) {
        String[] args = new String[options.length + 5];
        args[0] = "capture";
        args[1] = "--camera-backend=sim";
        args[2] = "--width=64";
        args[3] = "--height=64";
        args[4] = "-n";
        System.arraycopy(options, 0, args, 5, options.length);
        return CommandRun.of(CommandRun.UNREACHED, args);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void shouldRecordASimulatedCamera() throws IOException {
        CommandRun run =
                capture("-t", "200ms", "--framerate", "100", "-o", file("a.mp4"), "--metadata", file("a.json"), "-q");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(file("a.mp4") + ": 20 frames of 64x64 YUV420"), run.out());
        assertEquals("", run.err());
        JsonNode frames =
                JsonMapper.builder().build().readTree(Path.of(file("a.json")).toFile());
        assertEquals(20, frames.size());
    }

    @Test
    void shouldTakeWhatScriptsForRpicamVidSayAndChangesNothing() {
        CommandRun run = capture(
                "--inline",
                "--flush",
                "--level",
                "4.2",
                "--profile",
                "high",
                "--intra",
                "30",
                "-v",
                "0",
                "--no-raw",
                "--buffer-count",
                "8",
                "--analoggain",
                "1.5",
                "--metadata-format",
                "json",
                "-b",
                "1mbps",
                "--shutter",
                "5ms",
                "-t",
                "100ms",
                "--framerate",
                "100",
                "-o",
                file("a.mp4"),
                "-q");

        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void shouldSayWhatToUseInPlaceOfAnOptionOfRpicamVid() {
        for (String[] option : new String[][] {
            {"--shutter and --gain", "--exposure", "sport"},
            {"expected 0 or 180", "--rotation", "90"},
            {"expected R,B", "--awbgains", "1.5"},
            {"expected one of them", "--awb=daylight", "--awbgains=1.5,2"},
            {"expected one of them", "--lens-position=2", "--autofocus-mode=continuous"},
            {"expected 0 or more", "--lens-position", "-1"},
            {"a recording is one file", "--segment", "1000"},
            {"there is no preview", "--preview", "0,0,100,100"},
            {"syncline cameras lists", "--list-cameras"},
            {"as @FILE", "--config", "rpicam.txt"},
            {"process the file afterwards", "--post-process-file", "hdr.json"},
            {"picture settings are the camera's own", "--flicker-period", "10000"},
            {"use json", "--metadata-format", "txt"},
            {"'10mb' is no bit rate", "-b", "10mb"},
            {"'5min' is no exposure", "--shutter", "5min"}
        }) {
            String[] options = java.util.Arrays.copyOfRange(option, 1, option.length + 2);
            options[option.length - 1] = "-o";
            options[option.length] = file("a.mp4");
            CommandRun run = capture(options);
            assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
            assertTrue(run.err().contains(option[0]), run.err());
        }
    }

    @Test
    void shouldSayWhereItStandsAsJsonLines() {
        CommandRun run = capture("-t", "100", "--framerate", "100", "-o", file("a.mkv"), "--log-json");

        assertEquals(0, run.exitCode(), run.err());
        List<String> lines = run.err().lines().toList();
        JsonNode last = JsonMapper.builder().build().readTree(lines.getLast());
        assertEquals("off", last.get("role").asString());
        assertEquals(10, last.get("frames_recorded").asInt());
        assertEquals(0, last.get("frames_missed_recording").asInt());
    }

    @Test
    void shouldGiveUpWhereNoServerSpeaks() throws IOException {
        CommandRun run = capture(
                "--sync",
                "client",
                "--interface",
                "lo",
                "--sync-group",
                "239.255.77.77:47001",
                "--wait-timeout",
                "300ms",
                "-o",
                file("a.mp4"),
                "-q");

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("no server was heard within 0.3 s (239.255.77.77:47001 on lo"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count(), "nothing half written");
        }
    }

    /** A camera on a group of its own, so that no other test's packets are heard. */
    private CommandRun inStep(String role, String port, String name, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--sync", role, "--interface", "lo", "--sync-group", "239.255.77.78:" + port, "--sync-period", "5"));
        all.addAll(List.of("--framerate", "100", "-q", "-o", file(name), "--metadata", file(name + ".json")));
        all.addAll(List.of(options));
        return capture(all.toArray(String[]::new));
    }

    @Test
    void shouldSayThatTheServerWasStartedAgain() throws Exception {
        FutureTask<CommandRun> client =
                new FutureTask<>(() -> inStep("client", "47002", "client.mp4", "-t", "300ms", "--wait-timeout", "30s"));
        Thread.ofPlatform().start(client);
        CommandRun ended =
                inStep("server", "47002", "a.mp4", "--ready-frame", "100000", "-t", "1s", "--wait-timeout", "700ms");
        CommandRun again = inStep("server", "47002", "b.mp4", "--ready-frame", "70", "-t", "500ms");

        assertEquals(1, ended.exitCode());
        assertTrue(
                ended.err()
                        .startsWith("syncline: the synchronisation point was not reached within 0.7 s (this is the"
                                + " server, on 239.255.77.78:47002 on lo"),
                ended.err());
        assertTrue(ended.err().contains("it comes in 99"), ended.err());
        assertEquals(0, again.exitCode(), again.err());
        CommandRun followed = client.get();
        assertEquals(0, followed.exitCode(), followed.err());
        assertTrue(
                followed.out().contains("; the server was started again or replaced 1 time (the last is "),
                followed.out());
        JsonNode frames = JsonMapper.builder()
                .build()
                .readTree(Path.of(file("client.mp4.json")).toFile());
        assertEquals(1, frames.get(0).get("SyncServerChanges").asInt());
    }

    @Test
    void shouldSayWhatRpicamDoesAboveThirtyThreeFramesASecond() {
        CommandRun ours = capture(
                "--sync",
                "client",
                "--interface",
                "lo",
                "--sync-group",
                "239.255.77.79:47003",
                "--framerate",
                "60",
                "--wait-timeout",
                "50ms",
                "-o",
                file("a.mp4"));
        CommandRun stock = capture(
                "--sync",
                "client",
                "--interface",
                "lo",
                "--sync-group",
                "239.255.77.79:47003",
                "--framerate",
                "90",
                "--wait-timeout",
                "50ms",
                "-o",
                file("a.mp4"),
                "--sync-arithmetic",
                "stock");
        CommandRun slow = capture(
                "--sync",
                "client",
                "--interface",
                "lo",
                "--sync-group",
                "239.255.77.79:47003",
                "--framerate",
                "33",
                "--wait-timeout",
                "50ms",
                "-o",
                file("a.mp4"));

        assertTrue(
                ours.err()
                        .startsWith("syncline: at 60 frames/s rpicam's sync looks at one frame in 2, so a stock camera"
                                + " beside this one may begin up to a frame late"),
                ours.err());
        assertTrue(
                stock.err()
                        .startsWith("syncline: at 90 frames/s rpicam's sync looks at one frame in 3, so this camera may"
                                + " begin up to 2 frames late; --sync-arithmetic repaired"),
                stock.err());
        assertFalse(slow.err().contains("rpicam"), slow.err());
    }

    private void assertVideo(String name, String codec, int frames, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--frames", Integer.toString(frames), "--framerate", "100", "-q", "-o", file(name)));
        CommandRun run = capture(all.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        try (var source = dev.syncline.bindings.ffmpeg.FfmpegFrameSource.open(Path.of(file(name)), 64, 1)) {
            assertEquals(codec, source.info().codec(), name);
        }
    }

    @Test
    void shouldWriteTransportStreamsAndMjpeg() throws IOException {
        assertVideo("a.ts", "h264", 10);
        assertVideo("a.mkv", "h264", 10, "--encoder", "openh264");
        assertVideo("a.video", "h264", 10, "--libav-format", "matroska");
        assertVideo("b.mkv", "mjpeg", 10, "--codec", "mjpeg", "--quality", "90");
        assertVideo("c.mjpeg", "mjpeg", 10, "--codec", "mjpeg");
    }

    @Test
    void shouldWriteUncodedFrames() throws IOException {
        CommandRun run = capture("--codec", "yuv420", "--frames", "7", "--framerate", "100", "-q", "-o", file("a.yuv"));
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(7 * 64 * 64 * 3 / 2, Files.size(Path.of(file("a.yuv"))));
        CommandRun other = capture("--codec", "yuv420", "-o", file("a.mp4"));
        assertEquals(1, other.exitCode());
        assertTrue(other.err().contains("cannot hold uncoded frames, expected a name that ends in .yuv"), other.err());
        assertFalse(Files.exists(Path.of(file("a.mp4"))));
    }

    @Test
    void shouldSayWhyADevicesEncoderCannotBeHad() {
        // Where there is one, it records.
        CommandRun run =
                capture("--encoder", "nvenc", "--frames", "3", "--framerate", "100", "-q", "-o", file("a.mp4"));
        if (run.exitCode() != 0) {
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("no encoder works: h264_nvenc"), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertFalse(Files.exists(Path.of(file("a.mp4"))));
        }
    }

    @Test
    void shouldSetPicturesOfLibcamerasCamerasOnly() {
        for (String option : new String[] {
            "--hflip", "--vflip", "--rotation=180", "--awb=daylight", "--lens-position=0", "--autofocus-range=macro"
        }) {
            CommandRun run = capture(option, "-o", file("a.mp4"));
            assertEquals(1, run.exitCode(), option);
            assertTrue(run.err().contains("cannot be set for cameras of sim"), run.err());
        }
        // Twice turned is not turned at all.
        CommandRun none = capture(
                "--rotation=180",
                "--hflip",
                "--vflip",
                "--frames",
                "1",
                "--framerate",
                "100",
                "-q",
                "-o",
                file("a.mp4"));
        assertEquals(0, none.exitCode(), none.err());
    }

    @Test
    void shouldAskForTheContainerOfStandardOutput() {
        CommandRun run = capture("-o", "-");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--libav-format mpegts"), run.err());
    }

    @Test
    void shouldTakeOneFileAtMostToStandardOutput() {
        CommandRun run = capture("-o", file("a.mp4"), "--metadata", "-", "--save-pts", "-");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("only one of --output, --metadata and --save-pts"), run.err());
    }

    private Process process(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "capture",
                "--camera-backend=sim",
                "--width=64",
                "--height=64",
                "--framerate=100",
                "--frames=5"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    @Test
    void shouldWriteMetadataToStandardOutput() throws Exception {
        Process process = process("--metadata=-", "-o", file("a.mp4"));
        JsonNode frames = JsonMapper.builder().build().readTree(process.getInputStream());

        assertEquals(0, process.waitFor());
        assertEquals(5, frames.size());
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains(file("a.mp4") + ": 5 frames of 64x64"), err);
        assertFalse(Files.exists(folder.resolve("-")), "a file of that name");
    }

    @Test
    void shouldWriteVideoToStandardOutput() throws Exception {
        Process process = process("--codec=yuv420", "-o", "-");
        byte[] frames = process.getInputStream().readAllBytes();

        assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
        assertEquals(5 * 64 * 64 * 3 / 2, frames.length);
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains("standard output: 5 frames of 64x64"), err);
    }

    @Test
    void shouldNameACameraThatIsNotThere() {
        CommandRun run = capture("--camera", "9", "-o", file("a.mp4"));

        assertEquals(1, run.exitCode());
        assertEquals(
                "syncline: there is no camera 9 at sim: it has 0 to 7 (sim0, sim1, sim2, sim3, sim4, sim5, sim6, sim7)",
                run.err().strip());
    }

    @ParameterizedTest
    @CsvSource({
        "--framerate=0, frame rate 0.0",
        "--sync=master, master",
        "-t=-5s, negative",
        "--server=example.org, expected an IPv4 address",
        "--sync-group=10.0.0.1:10000, no IPv4 multicast address",
        "--sync-ttl=256, time to live",
        "--codec=hevc, hevc",
        "--encoder=x264, x264",
        "--quality=0, expected 1 to 100"
    })
    void shouldCallAWrongOptionWrongUsage(String option, String named) {
        CommandRun run = capture(option, "-o", file("a.mp4"));

        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(named), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldNameAFileKindThatItCannotWrite() {
        CommandRun run = capture("-o", file("a.avi"));

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("expected a name that ends in .mp4, .mov, .mkv, .ts or .h264"), run.err());
    }

    @Test
    void shouldListCamerasAndWhatIsNotAvailable() {
        CommandRun run = CommandRun.of(CommandRun.UNREACHED, "cameras");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("libcamera: "), run.out());
        assertTrue(run.out().contains("v4l2: "), run.out());
        assertTrue(run.out().contains("sim: 8 simulated cameras"), run.out());
    }

    @Test
    void shouldListTheModesOfASimulatedCamera() {
        CommandRun run = CommandRun.of(CommandRun.UNREACHED, "cameras", "--camera-backend", "sim");

        assertTrue(run.out().contains("  7  sim7  simulated  steerable  (not real)"), run.out());
        assertTrue(run.out().contains("       YU12 640x480, "), run.out());
        assertFalse(run.out().contains("more: --all-modes"), run.out());
    }

    @ParameterizedTest
    @CsvSource({"20s, 20000", "20sec, 20000", "2min, 120000", "500ms, 500", "5000, 5000", "0, 0", "1m30s, 90000"})
    void shouldTakeTimesAsRpicamVidDoes(String text, long expectedMs) {
        assertEquals(Duration.ofMillis(expectedMs), new CaptureTimeConverter().convert(text));
    }

    @Test
    void shouldRefuseATimeThatIsNone() {
        assertThrows(TypeConversionException.class, () -> new CaptureTimeConverter().convert("soon"));
    }
}
