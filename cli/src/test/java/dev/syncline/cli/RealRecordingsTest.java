package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real cameras' recordings, where the shared data set is at hand; skipped elsewhere. */
class RealRecordingsTest {
    @TempDir
    Path folder;

    /** Found beside the repository, or where the system property {@code syncline.shared} says. */
    private static Path recording(String name) {
        String named = System.getProperty("syncline.shared");
        Path shared = named == null ? null : Path.of(named);
        for (Path at = Path.of("").toAbsolutePath(); shared == null && at != null; at = at.getParent()) {
            Path beside = at.resolve("shared");
            shared = Files.isDirectory(beside.resolve("data")) ? beside : null;
        }
        Path file = shared == null ? Path.of(name) : shared.resolve("data/real").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no shared data with " + name + " beside the repository: skipped");
        return file;
    }

    private CommandRun sync(String video, String... options) {
        List<String> args = new ArrayList<>(List.of("sync", recording(video).toString(), "-q"));
        args.addAll(List.of("--json", folder.resolve("r.json").toString()));
        args.addAll(List.of("--gyroflow", folder.resolve("r.gyroflow").toString()));
        args.addAll(List.of(options));
        return CommandRun.of(new EngineSync(), args.toArray(String[]::new));
    }

    private SyncResult result() throws IOException {
        return SyncResultJson.read(folder.resolve("r.json"));
    }

    private static List<SyncPoint> good(SyncResult result) {
        return result.points().stream().filter(p -> p.quality() == Quality.GOOD).toList();
    }

    /** One window fitted at a clock 2.6 % slow, and the whole clip got a drift of that. */
    @Test
    void shouldBelieveNoOtherClockThatOneWindowTells() throws IOException {
        Path lens = Files.writeString(folder.resolve("wide.json"), """
                {"name": "wide", "calib_dimension": {"w": 2704, "h": 1520}, "frame_readout_time": 26.69333,
                 "distortion_model": "opencv_fisheye", "fisheye_params": {
                  "camera_matrix": [[1394.8527737772233, 0, 1353.254992717581], [0, 1407.701508107252, 769.321694662038],
                   [0, 0, 1]],
                  "distortion_coeffs": [0.046415763543792884, 0.005196527577980576, 0.020911863190498557,
                   -0.017941162795437737]}}""");
        CommandRun run = sync("gopro/karma.mp4", "--lens", lens.toString());
        SyncResult result = result();
        if (run.exitCode() == ExitCode.DONE) {
            for (long ns : new long[] {0, result.inputs().durationNs()}) {
                assertEquals(16, result.timeline().track().offsetNsAt(ns) * 1e-6, 40, run.out());
            }
        } else {
            assertEquals(ExitCode.REFUSED, run.exitCode(), run.err());
            assertTrue(good(result).isEmpty(), run.out());
        }
    }

    /** Its offset is near +16 ms by the optical flow alone; without its lens profile several offsets fit about as well. */
    @Test
    void shouldBelieveNoWrongOffsetOfAGoProWhoseLensNobodyKnows() throws IOException {
        CommandRun run = sync("gopro/karma.mp4");
        SyncResult result = result();
        assertEquals("karma.mp4", result.inputs().log(), "the motion data is inside the video");
        for (SyncPoint p : good(result)) {
            assertEquals(16, p.offsetNs() * 1e-6, 3e-6 * p.sigmaNs() + 2, run.out());
        }
        assertEquals(
                result.status() == SyncResult.Status.SYNCED ? ExitCode.DONE : ExitCode.REFUSED,
                run.exitCode(),
                run.out());
    }

    @Test
    void shouldRefuseAGoProThatStabilisedInTheCamera() throws IOException {
        CommandRun run = sync("gopro/hero7.mp4");
        assertEquals(ExitCode.REFUSED, run.exitCode(), run.err() + run.out());
        SyncResult result = result();
        assertEquals(SyncResult.Status.REFUSED, result.status());
        assertTrue(Objects.requireNonNull(result.refusal()).text().length() > 20, run.out());
        assertEquals(List.of(), good(result));
        assertTrue(Files.notExists(folder.resolve("r.gyroflow")));
    }

    @Test
    void shouldSyncAPhoneWhoseAxesNobodyKnows() throws IOException {
        CommandRun run = sync(
                "phone/phone.mp4",
                "--gyro",
                recording("phone/phone.gcsv").toString(),
                "--lens",
                recording("phone/phone.lens.json").toString(),
                "--orientation",
                "auto");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err() + run.out());
        assertTrue(good(result()).size() >= 1, run.out());
        for (SyncPoint p : good(result())) {
            assertEquals(-2.008, p.offsetNs() * 1e-9, 0.02, run.out());
        }
    }
}
