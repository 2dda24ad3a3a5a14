package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffmpeg.FfmpegVideoWriter;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import dev.syncline.hardware.serial.PtyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a flight controller to a synced clip, through files and a serial line alone: a simulated controller plays the log
 * of a rendered clip, {@code clock dji} writes it in the host's time, {@code sync} finds the clip in it.
 */
class ClockDjiToSyncTest {
    private static final double LOG_ZERO_VIDEO_S = -1.0;
    private static final double MOST_MS = 0.3;

    @TempDir
    Path folder;

    private ClipSpec render() throws IOException {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(320, 180, 240),
                new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                0.003,
                2,
                1,
                1,
                RenderRate.NTSC_30,
                120);
        ClipSpec spec = new ClipSpec(
                "flight",
                72,
                MotionStyle.HANDHELD,
                1.2,
                camera,
                new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0),
                GyroSpec.usual(ImuOrientation.BODY).at(1000),
                new LogClock(LOG_ZERO_VIDEO_S, 0, 0, 0.5),
                ClipSpec.Pairing.OWN_LOG);
        RenderRate rate = camera.frameRate();
        try (FfmpegVideoWriter writer = FfmpegVideoWriter.create(
                ClipFiles.video(spec, folder),
                320,
                180,
                rate.numerator(),
                rate.denominator(),
                VideoEncoding.h264(18, 30))) {
            ClipRenderer.render(spec, (frame, timeNs, luma) -> writer.write(luma));
        }
        ClipFiles.write(spec, folder);
        return spec;
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun run(String... args) {
        return CommandRun.of(new EngineSync(), args);
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }

    @Test
    void shouldFindTheClipInTheControllersLog() throws Exception {
        try (PtyPair line = PtyPair.open(folder)) {
            ClipSpec clip = render();
            CompletableFuture<CommandRun> controller = CompletableFuture.supplyAsync(() -> run(
                    "clock",
                    "simulate-dji",
                    "--port",
                    line.first(),
                    "--pulse-line",
                    at("pulses"),
                    "--motion",
                    ClipFiles.gcsv(clip, folder).toString(),
                    "--motion-after",
                    "2500ms",
                    "--truth",
                    at("truth.json"),
                    "--time",
                    "10s"));
            CommandRun host = run(
                    "clock",
                    "dji",
                    "--port",
                    line.second(),
                    "--pulse",
                    "sim:" + at("pulses"),
                    "--out",
                    at("imu.gcsv"),
                    "--pairs",
                    at("pairs.csv"),
                    "--record",
                    at("raw.bin"),
                    "--time",
                    "9s");
            assertEquals(ExitCode.DONE, host.exitCode(), host.err());
            CommandRun simulated = controller.get();
            assertEquals(ExitCode.DONE, simulated.exitCode(), simulated.err());

            CommandRun synced = run(
                    "sync",
                    ClipFiles.video(clip, folder).toString(),
                    "--gyro",
                    at("imu.gcsv"),
                    "--lens",
                    ClipFiles.lens(clip, folder).toString(),
                    "--json",
                    at("result.json"),
                    "--quiet");
            assertEquals(ExitCode.DONE, synced.exitCode(), synced.out() + synced.err());
            double zeroMs =
                    json(folder.resolve("truth.json")).path("log_zero_host_ns").asLong() * 1e-6;
            double trueMs = LOG_ZERO_VIDEO_S * 1e3 - zeroMs;
            JsonNode points = json(folder.resolve("result.json")).path("points");
            assertTrue(points.size() > 0, synced.out());
            for (JsonNode point : points) {
                assertEquals(trueMs, point.path("offset_ms").asDouble(), MOST_MS, point.toString());
            }
            shouldGiveTheSameFilesAgain();
            shouldKeepWhatFindsRoom();
        }
    }

    private void shouldGiveTheSameFilesAgain() throws IOException {
        CommandRun replayed = run(
                "clock",
                "dji",
                "--replay",
                at("raw.bin"),
                "--live",
                "--out",
                at("again.gcsv"),
                "--pairs",
                at("again.csv"),
                "--samples",
                at("samples.csv"));
        assertEquals(ExitCode.DONE, replayed.exitCode(), replayed.err());
        assertEquals(-1, Files.mismatch(folder.resolve("imu.gcsv"), folder.resolve("again.gcsv")));
        assertEquals(-1, Files.mismatch(folder.resolve("pairs.csv"), folder.resolve("again.csv")));
        shouldGiveEachSampleOnStandardOutput(replayed.out());
    }

    /** The log's samples and no other line, each with its error bar. */
    private void shouldGiveEachSampleOnStandardOutput(String out) throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("again.gcsv"));
        rows = rows.subList(rows.indexOf("t,gx,gy,gz,ax,ay,az") + 1, rows.size());
        List<String> lines = out.lines().toList();
        List<String> table = Files.readAllLines(folder.resolve("samples.csv"));
        assertEquals(
                "host_ns,sigma_ns,device_ns,gx_rad_s,gy_rad_s,gz_rad_s,ax_g,ay_g,az_g,qw,qx,qy,qz", table.getFirst());
        assertEquals(rows.size(), lines.size());
        assertEquals(rows.size(), table.size() - 1);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode sample = new JsonMapper().readTree(lines.get(i));
            String[] row = rows.get(i).split(",", -1);
            assertEquals(row[0], Long.toString(sample.path("host_ns").asLong()));
            double rate = sample.path("rate_rad_s").path(2).asDouble();
            assertEquals(Double.parseDouble(row[3]), rate / 1e-5, 1);
            assertTrue(sample.path("sigma_ns").asDouble(-1) >= 0, lines.get(i));
            // The simulated controller stands level: 1 g upwards, no rotation.
            assertEquals(100_000, Double.parseDouble(row[6]), row[6]);
            assertEquals(1.0, sample.path("acceleration_g").path(2).asDouble());
            assertEquals(1.0, sample.path("orientation_wxyz").path(0).asDouble());
            String[] all = table.get(i + 1).split(",", -1);
            assertEquals(13, all.length);
            assertEquals(row[0], all[0]);
            assertTrue(Double.parseDouble(all[1]) >= 0, table.get(i + 1));
            assertEquals(sample.path("device_ns").asLong(), Long.parseLong(all[2]));
            assertEquals(rate, Float.parseFloat(all[5]), 1e-6);
            assertEquals("1.0", all[8]);
            assertEquals("1.0", all[9]);
            assertTrue(sample.path("device_ns").asLong() > 0, lines.get(i));
        }
    }

    /** The disk is full at 64 KiB a file. */
    private void shouldKeepWhatFindsRoom() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 128; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.syncline.cli.Main",
                        "clock",
                        "dji",
                        "--replay",
                        at("raw.bin"),
                        "--out",
                        at("full.gcsv"),
                        "--pairs",
                        at("full.csv"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(ExitCode.FAILED, process.waitFor(), said);
        assertTrue(said.contains("full.gcsv: cannot be written: File too large"), said);
        for (String kind : List.of("gcsv", "csv")) {
            String whole = Files.readString(folder.resolve(kind.equals("csv") ? "pairs.csv" : "imu.gcsv"));
            String kept = Files.readString(folder.resolve("full." + kind));
            assertTrue(whole.startsWith(kept) && kept.endsWith("\n"), kind);
            assertTrue(kept.lines().count() > 20, kept);
        }
        assertTrue(Files.size(folder.resolve("full.gcsv")) > 65_000, "all that finds room");
    }
}
