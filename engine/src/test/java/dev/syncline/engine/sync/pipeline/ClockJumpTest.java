package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncedFrames;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.ClipSpec.Pairing;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import dev.syncline.engine.synthetic.SyntheticGyro;
import dev.syncline.engine.telemetry.MotionLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log whose clock jumps while the camera runs, as the logs of joined files do. */
class ClockJumpTest {
    private static final int W = 320;
    private static final int H = 180;
    private static final double OFFSET_S = -12.3456;
    private static final RollingShutter SHUTTER = new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM);
    private static final LensProfile LENS =
            new LensProfile("synthetic", new PinholeCamera(W, H, 240, 240, W / 2.0, H / 2.0), SHUTTER, false);
    private static final ClipSpec CLIP = new ClipSpec(
            "clip",
            71,
            MotionStyle.HANDHELD,
            1.3,
            new SyntheticCamera(LensSpec.pinhole(W, H, 240), SHUTTER, 0.002, 1, 1, 1, RenderRate.NTSC_30, 240),
            new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0),
            GyroSpec.usual(new ImuOrientation("XYZ")),
            new LogClock(OFFSET_S, 0, 0, 3),
            Pairing.OWN_LOG);

    @SuppressWarnings("NullAway.Init")
    private static RenderedFrames frames;

    @SuppressWarnings("NullAway.Init")
    private static ExactFlow flow;

    @BeforeAll
    static void render() throws IOException {
        frames = RenderedFrames.of(CLIP);
        flow = new ExactFlow(CLIP, 0.05);
    }

    /** The clip's log, all stamps from a video time on later by so much. */
    private static MotionLog joined(double atVideoS, double laterMs) {
        GyroTrack whole = SyntheticGyro.log(CLIP);
        long cutNs = Math.round((atVideoS - OFFSET_S) * 1e9);
        long[] times = new long[whole.size()];
        float[][] rates = new float[3][whole.size()];
        int n = 0;
        for (int i = 0; i < whole.size(); i++) {
            long own = whole.timeNs(i);
            long stamp = own < cutNs ? own : own + Math.round(laterMs * 1e6);
            // Where the second part begins before the first ends, a reader keeps what comes in order.
            if (n == 0 || stamp > times[n - 1]) {
                times[n] = stamp;
                rates[0][n] = whole.x(i);
                rates[1][n] = whole.y(i);
                rates[2][n] = whole.z(i);
                n++;
            }
        }
        GyroTrack log = new GyroTrack(
                Arrays.copyOf(times, n),
                Arrays.copyOf(rates[0], n),
                Arrays.copyOf(rates[1], n),
                Arrays.copyOf(rates[2], n));
        return new MotionLog(
                "clip.gcsv", "gcsv", log, ImuOrientation.BODY, false, null, log.startNs(), List.of(), List.of());
    }

    private static SyncResult sync(MotionLog log) throws IOException {
        SyncOptions options = SyncOptions.defaults().window(Duration.ofMillis(700));
        SyncResult result = SyncedFrames.sync(frames, flow, log, LENS, options);
        assertEquals(0, flow.openTrackers(), "trackers left open");
        return result;
    }

    @ParameterizedTest
    @CsvSource({"4.1, 250", "2.2, 1730", "5.6, 400", "4.1, -300", "3.9, 40000"})
    void shouldGiveTwoLinesAndSayWhere(double atVideoS, double laterMs) throws IOException {
        SyncResult result = sync(joined(atVideoS, laterMs));
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        assertEquals(1, result.timeline().jumps().size(), () -> result.warnings() + " " + result.points());
        ClockJump jump = result.timeline().jumps().getFirst();
        assertEquals(-laterMs * 1e6, jump.stepNs(), 0.3e6);
        // Stamps that go back take what they overlap with them.
        double slackS = Math.max(0, -laterMs * 1e-3) + 0.07;
        assertEquals(
                atVideoS * 1e9, (double) jump.videoNs(), slackS * 1e9, () -> "within " + jump.withinNs() * 1e-9 + " s");
        assertTrue(jump.withinNs() < 0.5e9, () -> "within " + jump.withinNs());
        assertEquals(OFFSET_S * 1e9, result.timeline().track().offsetNsAt(0), 0.3e6);
        assertEquals(
                OFFSET_S * 1e9 - laterMs * 1e6,
                result.timeline().track().offsetNsAt(result.inputs().durationNs()),
                0.3e6);
        for (SyncPoint p : result.points()) {
            double truth = OFFSET_S * 1e9 - (p.videoNs() < atVideoS * 1e9 ? 0 : laterMs * 1e6);
            if (p.quality() == Quality.GOOD) {
                assertEquals(truth, (double) p.offsetNs(), 0.3e6, () -> "points: " + result.points());
            }
        }
        assertTrue(
                result.warnings().stream().anyMatch(w -> w.code() == WarningCode.CLOCK_JUMP),
                () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldFindAJumpOfAFewMilliseconds() throws IOException {
        SyncResult result = sync(joined(3.5, 6));
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        assertEquals(1, result.timeline().jumps().size(), () -> result.warnings() + " " + result.points());
        ClockJump jump = result.timeline().jumps().getFirst();
        assertEquals(-6e6, jump.stepNs(), 0.3e6);
        assertEquals(3.5e9, (double) jump.videoNs(), (double) jump.withinNs());
    }

    @Test
    void shouldFindNoJumpWhereThereIsNone() throws IOException {
        SyncResult result = sync(joined(4, 0));
        assertEquals(Status.SYNCED, result.status());
        assertEquals(List.of(), result.timeline().jumps());
        assertEquals(2, result.timeline().track().knots().size());
    }

    @Test
    void shouldRefuseWhereOnlyOneHalfHasALog() throws IOException {
        // The second half's stamps lead to another clip's log.
        MotionLog own = joined(4, 0);
        GyroTrack whole = own.gyro();
        GyroTrack other = SyntheticGyro.log(new ClipSpec(
                "other",
                972,
                MotionStyle.HANDHELD,
                1.3,
                CLIP.camera(),
                CLIP.scene(),
                CLIP.gyro(),
                CLIP.clock(),
                Pairing.OWN_LOG));
        int n = Math.min(whole.size(), other.size());
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            times[i] = whole.timeNs(i);
            GyroTrack from = times[i] < (4 - OFFSET_S) * 1e9 ? whole : other;
            rates[0][i] = from.x(i);
            rates[1][i] = from.y(i);
            rates[2][i] = from.z(i);
        }
        GyroTrack half = new GyroTrack(times, rates[0], rates[1], rates[2]);
        SyncResult result = sync(new MotionLog(
                "clip.gcsv", "gcsv", half, ImuOrientation.BODY, false, null, half.startNs(), List.of(), List.of()));
        assertEquals(List.of(), result.timeline().jumps());
        for (SyncPoint p : result.points()) {
            assertTrue(p.quality() != Quality.GOOD || p.videoNs() < 4e9, () -> "points: " + result.points());
        }
    }
}
