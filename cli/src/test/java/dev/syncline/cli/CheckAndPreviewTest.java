package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.bindings.ffmpeg.FfmpegVideoWriter;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CheckAndPreviewTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;

    @BeforeAll
    static void syncAClip() throws IOException {
        SmallClip clip = SmallClip.render(folder);
        CommandRun run = run(
                "sync",
                clip.video(),
                "--gyro",
                clip.log(),
                "--lens",
                clip.lens(),
                "-q",
                "--json",
                folder.resolve("clip.json"),
                "--gyroflow",
                folder.resolve("clip.gyroflow"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }

    private static CommandRun run(Object... args) {
        List<String> words = new ArrayList<>();
        for (Object arg : args) {
            words.add(arg.toString());
        }
        return CommandRun.of(new EngineSync(), words.toArray(String[]::new));
    }

    /** The result with all of its offsets moved. */
    private static Path movedBy(double ms) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(folder.resolve("clip.json"));
        for (JsonNode knot : root.get("track")) {
            ((ArrayNode) knot).set(1, knot.get(1).doubleValue() + ms);
        }
        return Files.writeString(folder.resolve("moved" + ms + ".json"), JSON.writeValueAsString(root));
    }

    @Test
    void shouldFindTheLeastLeftAtTheOffset() {
        for (String name : new String[] {"clip.json", "clip.gyroflow"}) {
            CommandRun run = run("check", folder.resolve(name), "--json", "-");

            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            JsonNode found = JSON.readTree(run.out());
            assertEquals("well", found.get("status").stringValue());
            assertFalse(found.get("points").isEmpty());
            for (JsonNode point : found.get("points")) {
                assertTrue(point.get("left").doubleValue() < 0.05, run.out());
                assertEquals(0, point.get("minimum_ms").doubleValue(), 0.5, run.out());
                assertEquals("still", point.get("verdict").stringValue());
            }
        }
    }

    @Test
    void shouldSeeAnOffsetThatIsOff() throws IOException {
        CommandRun few = run("check", movedBy(3), "--json", "-");
        assertEquals(ExitCode.REFUSED, few.exitCode(), few.err());
        for (JsonNode point : JSON.readTree(few.out()).get("points")) {
            assertEquals(-3, point.get("minimum_ms").doubleValue(), 0.7, few.out());
            assertEquals("beside", point.get("verdict").stringValue());
        }
        CommandRun many = run("check", movedBy(400));
        assertEquals(ExitCode.REFUSED, many.exitCode(), many.err());
        assertTrue(many.out().contains("refused: the picture is still at only 0 of"), many.out());
    }

    @Test
    void shouldSayWhereTheVideoShouldBe() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path alone = Files.copy(folder.resolve("clip.json"), elsewhere.resolve("clip.json"));

        CommandRun run = run("check", alone);

        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("--video"), run.err());
        assertEquals(
                ExitCode.DONE,
                run("check", alone, "--video", folder.resolve("clip.mp4")).exitCode());
    }

    /** The project as another program may have left it: without the result, and with one key changed. */
    private static Path project(String name, String at, String key, Object value) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(folder.resolve("clip.gyroflow"));
        root.remove("syncline");
        ((ObjectNode) root.at(at)).set(key, JSON.valueToTree(value));
        return Files.writeString(folder.resolve(name), JSON.writeValueAsString(root));
    }

    @Test
    void shouldWriteOverNoneOfTheFilesThatItFinds() throws IOException {
        for (String found : new String[] {"clip.gcsv", "clip.mp4", "clip.json", "clip.lens.json"}) {
            byte[] before = Files.readAllBytes(folder.resolve(found));
            for (String output : new String[] {"--json", "--report"}) {
                CommandRun run = run("check", folder.resolve("clip.json"), output, folder.resolve(found));
                assertEquals(ExitCode.FAILED, run.exitCode(), found);
                assertTrue(run.err().contains("named twice"), run.err());
                assertArrayEquals(before, Files.readAllBytes(folder.resolve(found)), found);
            }
        }
    }

    @Test
    void shouldHoldThePictureAsTheProjectTurnsTheAxes() throws IOException {
        double[] none = {0, 0, 0};
        assertEquals(
                ExitCode.DONE,
                run("check", project("straight.gyroflow", "/gyro_source", "rotation", none))
                        .exitCode());
        double[] turned = {20, 0, 0};
        CommandRun run = run("check", project("turned.gyroflow", "/gyro_source", "rotation", turned), "--json", "-");
        assertEquals(ExitCode.REFUSED, run.exitCode(), run.out());
        // Our own project too, where somebody has changed no more than this.
        Path own = Files.copy(folder.resolve("clip.gyroflow"), folder.resolve("own.gyroflow"));
        run("points", "settings", "--rotation", "0,20,0", own);
        assertEquals(ExitCode.REFUSED, run("check", own).exitCode());
    }

    @Test
    void shouldTakeNoOtherLogThanTheOneThatIsNamed() throws IOException {
        CommandRun other = run("check", project("other.gyroflow", "/gyro_source", "filepath", "/gone/other.gcsv"));
        assertEquals(ExitCode.FAILED, other.exitCode(), other.out());
        assertTrue(other.err().contains("/gone/other.gcsv") && other.err().contains("--gyro"), other.err());
        CommandRun letters = run("check", project("letters.gyroflow", "/gyro_source", "imu_orientation", "QQQ"));
        assertEquals(ExitCode.FAILED, letters.exitCode(), letters.out());
        assertTrue(letters.err().contains("orientation 'QQQ'") && !letters.err().contains("fault"), letters.err());
    }

    @Test
    void shouldTakeTheLensBesideTheVideoWhereAProjectHoldsNone() throws IOException {
        Path project = project(
                "empty.gyroflow",
                "",
                "calibration_data",
                JSON.readTree(
                        "{\"calib_dimension\": {\"w\": 0, \"h\": 0}, \"fisheye_params\": {\"camera_matrix\": []}}"));
        CommandRun run = run("check", project);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }

    @Test
    void shouldMakeProjectsThatHoldTheMotionThemselves() throws IOException {
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Path video = Files.copy(folder.resolve("clip.mp4"), alone.resolve("clip.mp4"));
        for (String form : new String[] {"plain", "compressed"}) {
            Path project = alone.resolve(form + ".gyroflow");
            CommandRun export = run(
                    "points", "export", folder.resolve("clip.json"), "--gyroflow", project, "--gyroflow-motion", form);
            assertEquals(ExitCode.DONE, export.exitCode(), export.err());
            ObjectNode root = (ObjectNode) JSON.readTree(project);
            ((ObjectNode) root.path("gyro_source")).put("filepath", "/gone/clip.gcsv");
            Files.writeString(project, JSON.writeValueAsString(root));
            CommandRun check = run("check", project, "--video", video, "--json", "-");
            assertEquals(ExitCode.DONE, check.exitCode(), check.err() + check.out());
            assertEquals(
                    form + ".gyroflow", JSON.readTree(check.out()).path("log").asString());
        }
        // Of another log the motion is no longer there: Gyroflow would take it for this one's.
        Path from = alone.resolve("plain.gyroflow");
        CommandRun other = run(
                "points",
                "export",
                folder.resolve("clip.json"),
                "--gyroflow",
                alone.resolve("from.gyroflow"),
                "--gyroflow-from",
                Files.writeString(from, Files.readString(from).replace("/gone/clip.gcsv", "/gone/other.gcsv")));
        assertEquals(ExitCode.DONE, other.exitCode(), other.err());
        JsonNode gyro = JSON.readTree(alone.resolve("from.gyroflow")).path("gyro_source");
        assertFalse(gyro.has("raw_imu"), "another log's motion");
    }

    @Test
    void shouldPutTheChecksNumbersIntoTheReportOfASync() throws IOException {
        Path page = folder.resolve("page.html");
        Object[] sync = {"sync", folder.resolve("clip.mp4"), "-q", "--lens", folder.resolve("clip.lens.json"), "--check"
        };
        CommandRun without = run(sync);
        assertEquals(ExitCode.WRONG_USAGE, without.exitCode());
        Object[] with = java.util.Arrays.copyOf(sync, sync.length + 2);
        with[sync.length] = "--report";
        with[sync.length + 1] = page;
        CommandRun run = run(with);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String html = Files.readString(page);
        assertTrue(html.contains("Rotation left in the stabilised picture"));
        assertTrue(html.contains("The picture is still at all "), "the verdict stands above the table");
    }

    @Test
    void shouldShowTheOriginalBesideACalmerPicture() throws IOException {
        Path out = folder.resolve("preview.mp4");

        CommandRun run = run(
                "preview",
                folder.resolve("clip.mp4"),
                "--project",
                folder.resolve("clip.json"),
                "--at",
                "2s",
                "--length",
                "2s",
                "--out",
                out);

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        double[] change = new double[2];
        byte[][] before = new byte[1][];
        try (FfmpegFrameSource frames = FfmpegFrameSource.open(out, 1000, 1)) {
            assertEquals(640, frames.workingWidthPx());
            assertEquals(180, frames.workingHeightPx());
            int count = frames.decode(0, 10_000_000_000L, frame -> {
                byte @Nullable [] last = before[0];
                for (int i = 0; last != null && i < frame.luma().length; i++) {
                    change[i % 640 / 320] += Math.abs((frame.luma()[i] & 255) - (last[i] & 255));
                }
                before[0] = frame.luma();
                return true;
            });
            assertEquals(60, count, 1);
        }
        assertTrue(change[1] < 0.8 * change[0], "left " + change[0] + ", right " + change[1]);
    }

    @Test
    void shouldShowEachFrameAsLongAsTheVideoDoes() throws IOException {
        Path uneven = folder.resolve("uneven.mp4");
        List<Long> filmed = new ArrayList<>();
        List<Long> firstNs = new ArrayList<>();
        int[] count = new int[1];
        try (FfmpegFrameSource frames = FfmpegFrameSource.open(folder.resolve("clip.mp4"), 1000, 1);
                FfmpegVideoWriter writer =
                        FfmpegVideoWriter.createTimed(uneven, 320, 180, 20, VideoEncoding.h264(26, 30))) {
            frames.decode(0, 10_000_000_000L, frame -> {
                int k = count[0]++;
                if (k % 5 != 3) {
                    long timeNs = frame.timeNs() + k % 3 * 7_000_000L;
                    firstNs.add(timeNs);
                    filmed.add(timeNs - firstNs.getFirst());
                    write(writer, frame.luma(), timeNs);
                }
                return true;
            });
        }
        Path out = preview(uneven, "1s", "2s");
        int[] next = new int[1];
        try (FfmpegFrameSource frames = FfmpegFrameSource.open(out, 1000, 1)) {
            frames.decode(0, 10_000_000_000L, frame -> {
                assertTrue(Math.abs(filmed.get(next[0]++) - frame.timeNs()) < 25_000, "frame " + next[0]);
                return true;
            });
        }
        assertTrue(next[0] > 40, next[0] + " frames");
    }

    private static void write(FfmpegVideoWriter writer, byte[] luma, long timeNs) {
        try {
            writer.write(luma, timeNs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"90, 0, 1, -1, 0", "180, -1, 0, 0, -1", "270, 0, -1, 1, 0"})
    void shouldTurnThePreviewAsPlayersDo(int clockwiseDeg, int a, int b, int c, int d) throws IOException {
        Path turned =
                Files.createDirectories(folder.resolve("turned" + clockwiseDeg)).resolve("clip.mp4");
        Files.write(turned, withMatrix(Files.readAllBytes(folder.resolve("clip.mp4")), a, b, c, d));
        byte[] plain = firstPicture(folder.resolve("clip.mp4"), 640, 180);
        boolean upright = clockwiseDeg == 180;
        byte[] seen = upright ? firstPicture(turned, 640, 180) : firstPicture(turned, 360, 320);

        int half = upright ? 320 : 180;
        double[] apart = new double[2];
        for (int y = 0; y < 180; y++) {
            for (int x = 0; x < 640; x++) {
                int side = x / 320;
                int px = x % 320;
                int row = clockwiseDeg == 90 ? px : upright ? 179 - y : 319 - px;
                int column = clockwiseDeg == 90 ? 179 - y : upright ? 319 - px : y;
                int there = seen[row * 2 * half + side * half + column] & 255;
                apart[side] += Math.abs((plain[y * 640 + x] & 255) - there) / (320.0 * 180);
            }
        }
        assertTrue(apart[0] < 3 && apart[1] < 3, "left " + apart[0] + ", right " + apart[1] + " gray levels apart");
    }

    private static Path preview(Path clip, String at, String length) {
        Path out = clip.resolveSibling("preview-of-" + clip.getFileName());
        CommandRun run = run(
                "preview",
                clip,
                "--project",
                folder.resolve("clip.json"),
                "--at",
                at,
                "--length",
                length,
                "--gyro",
                folder.resolve("clip.gcsv"),
                "--lens",
                folder.resolve("clip.lens.json"),
                "--out",
                out);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return out;
    }

    private static byte[] firstPicture(Path clip, int widthPx, int heightPx) throws IOException {
        Path out = preview(clip, "2s", "300ms");
        byte[][] first = new byte[1][];
        try (FfmpegFrameSource frames = FfmpegFrameSource.open(out, 1000, 1)) {
            assertEquals(widthPx, frames.workingWidthPx());
            assertEquals(heightPx, frames.workingHeightPx());
            frames.decode(0, 10_000_000_000L, frame -> {
                first[0] = frame.luma().clone();
                return false;
            });
        }
        return first[0];
    }

    /** An MP4 with another display matrix in its track header. */
    private static byte[] withMatrix(byte[] mp4, int a, int b, int c, int d) {
        int at = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("tkhd");
        assertTrue(at > 0 && mp4[at + 4] == 0, "a track header of version 0");
        ByteBuffer.wrap(mp4, at + 44, 36)
                .putInt(a << 16)
                .putInt(b << 16)
                .putInt(0)
                .putInt(c << 16)
                .putInt(d << 16)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(1 << 30);
        return mp4;
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommandLine() {
        Path clip = folder.resolve("clip.mp4");
        Path result = folder.resolve("clip.json");
        CommandRun past = run("preview", clip, "--project", result, "--at", "9s", "--out", folder.resolve("p.mp4"));
        assertEquals(ExitCode.FAILED, past.exitCode());
        assertTrue(past.err().contains("past the end"), past.err());
        assertFalse(Files.exists(folder.resolve("p.mp4")));
        assertEquals(
                ExitCode.FAILED,
                run("preview", clip, "--project", result, "--at", "1s", "--out", clip)
                        .exitCode());
        assertEquals(
                ExitCode.WRONG_USAGE, run("preview", clip, "--project", result).exitCode());
        assertEquals(
                ExitCode.WRONG_USAGE, run("check", result, "--window", "1ms").exitCode());
    }
}
