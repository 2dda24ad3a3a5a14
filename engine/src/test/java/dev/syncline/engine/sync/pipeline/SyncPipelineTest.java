package dev.syncline.engine.sync.pipeline;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.api.SyncedFrames;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.report.HtmlReport;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.result.TrackBand;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.ClipSpec.Pairing;
import dev.syncline.engine.synthetic.ClipTruth;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** The whole pipeline on a rendered clip, with points that are known instead of followed. */
class SyncPipelineTest {
    private static final int W = 320;
    private static final int H = 180;
    private static final double FOCAL = 240;
    private static final ImuOrientation MOUNTED = new ImuOrientation("XYZ");
    private static final ClipSpec CLIP = clip(MotionStyle.HANDHELD, Pairing.OWN_LOG, new LogClock(-12.3456, 0, 0, 3));
    private static final LensProfile LENS = new LensProfile(
            "synthetic",
            new PinholeCamera(W, H, FOCAL, FOCAL, W / 2.0, H / 2.0),
            new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
            false);

    @SuppressWarnings("NullAway.Init")
    private static RenderedFrames frames;

    @SuppressWarnings("NullAway.Init")
    private static ExactFlow flow;

    @SuppressWarnings("NullAway.Init")
    private static SyncResult found;

    private static ClipSpec clip(MotionStyle style, Pairing pairing, LogClock clock) {
        return clip(style, pairing, clock, new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM));
    }

    private static ClipSpec clip(MotionStyle style, Pairing pairing, LogClock clock, RollingShutter shutter) {
        SyntheticCamera camera =
                new SyntheticCamera(LensSpec.pinhole(W, H, FOCAL), shutter, 0.002, 1, 1, 1, RenderRate.NTSC_30, 150);
        SceneSpec scene = new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0);
        return new ClipSpec("clip", 71, style, 1.3, camera, scene, GyroSpec.usual(MOUNTED), clock, pairing);
    }

    @BeforeAll
    static void syncOnce() throws IOException {
        frames = RenderedFrames.of(CLIP);
        flow = new ExactFlow(CLIP, 0.05);
        found = run(log(CLIP), SyncOptions.defaults());
    }

    private static MotionLog log(ClipSpec clip) {
        return log(SyntheticGyro.log(clip));
    }

    private static MotionLog log(GyroTrack gyro) {
        return new MotionLog(
                "clip.gcsv", "gcsv", gyro, ImuOrientation.BODY, false, null, gyro.startNs(), List.of(), List.of());
    }

    private static SyncResult run(MotionLog log, SyncOptions options) throws IOException {
        return run(frames, flow, log, options);
    }

    private static SyncResult run(RenderedFrames source, ExactFlow flow, MotionLog log, SyncOptions options)
            throws IOException {
        SyncResult result = SyncedFrames.sync(source, flow, log, LENS, options);
        assertEquals(0, flow.openTrackers(), "trackers left open");
        return result;
    }

    private static List<SyncPoint> good(SyncResult result) {
        return result.points().stream().filter(p -> p.quality() == Quality.GOOD).toList();
    }

    private static void assertRefused(RefusalCode code, SyncResult result) {
        assertEquals(Status.REFUSED, result.status());
        Refusal refusal = result.refusal();
        assertNotNull(refusal);
        assertEquals(code, refusal.code(), refusal::text);
        assertEquals(1, refusal.text().lines().count(), refusal::text);
        assertFalse(refusal.text().contains("--"), "an engine knows no options: " + refusal.text());
        assertEquals(List.of(), good(result));
        assertTrue(result.timeline().track().knots().isEmpty());
    }

    private static void assertFound(ClipSpec clip, SyncResult result) {
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        assertNull(result.refusal());
        ClipTruth truth = new ClipTruth(clip);
        List<SyncPoint> good = good(result);
        assertTrue(good.size() >= 2, () -> "points: " + result.points());
        for (SyncPoint p : good) {
            assertEquals(
                    truth.offsetNsAt(p.videoNs()), (double) p.offsetNs(), 0.1e6, () -> "points: " + result.points());
            assertTrue(p.sigmaNs() > 0 && p.sigmaNs() < 1e6, () -> "points: " + result.points());
            assertEquals(p.videoNs() - p.offsetNs(), p.logNs());
            assertTrue(p.videoNs() >= 0 && p.videoNs() <= result.inputs().durationNs());
            assertTrue(p.score() > 0.9 && p.score() <= 1, "score " + p.score());
        }
        for (long at : new long[] {0, 2_500_000_000L, 5_000_000_000L}) {
            assertEquals(truth.offsetNsAt(at), result.timeline().track().offsetNsAt(at), 0.15e6);
        }
    }

    @Test
    void shouldFindOffsetAndOrientation() {
        SyncResult result = found;
        assertFound(CLIP, result);
        assertEquals("XYZ", result.mounting().found());
        assertNull(result.mounting().declared(), "none was declared");
        assertEquals("clip.mp4", result.inputs().video());
        assertEquals("clip.gcsv", result.inputs().log());
        assertEquals("synthetic", result.inputs().lens());
        assertEquals("exact", result.engine().flow());
        assertEquals(Syncline.version(), result.engine().version());
        double[] bias = requireNonNull(result.estimates().gyroBias()).rateRadS();
        assertNotNull(bias);
        assertArrayEquals(new double[] {0.01, -0.02, 0.005}, bias, 0.01);
        assertEquals(16, result.estimates().readoutMs(), 0.1);
        assertTrue(result.windows().size() >= 2);
    }

    @ParameterizedTest
    @EnumSource(ReadoutDirection.class)
    void shouldKeepTheReadoutsDirectionFromTheClipToEveryFile(ReadoutDirection direction) throws IOException {
        RollingShutter shutter = new RollingShutter(0.016, direction);
        ClipSpec clip = clip(MotionStyle.HANDHELD, Pairing.OWN_LOG, LogClock.of(-0.7), shutter);
        LensProfile lens = new LensProfile("synthetic", LENS.camera(), shutter, false);
        SyncResult result = SyncedFrames.sync(
                RenderedFrames.of(clip), new ExactFlow(clip, 0.05), log(clip), lens, SyncOptions.defaults());
        assertFound(clip, result);
        double signed = direction.isReversed() ? -16 : 16;
        assertEquals(signed, result.estimates().readoutMs(), 1.6);
        assertEquals(
                direction,
                java.util.Objects.requireNonNull(result.estimates().shutter()).direction());
        byte[] json = SyncResultJson.write(result);
        var root = JsonMapper.shared().readTree(json);
        assertEquals(signed, root.path("readout_ms").asDouble(), 1.6);
        assertEquals(direction.word(), root.path("readout_direction").asString());
        assertSameShutter(
                result.estimates().shutter(),
                SyncResultJson.read("r.json", json).estimates().shutter());
        GyroflowProject project = GyroflowProject.of(
                result, RenderedFrames.of(clip).info(), "/clip.mp4", "/clip.gcsv", null, LogInterval.NONE);
        String text = new String(
                GyroflowProjectWriter.write(java.util.Objects.requireNonNull(project)),
                java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(text.contains("\"frame_readout_direction\" : \"" + direction.word() + "\""), text);
        assertSameShutter(
                result.estimates().shutter(),
                GyroflowProjectReader.read("p", text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .readout());
        String page = new String(HtmlReport.render(result), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(page.contains(direction.words()), "the report says " + direction.words());
    }

    /** Files have a nanosecond's digits. */
    private static void assertSameShutter(@Nullable RollingShutter expected, @Nullable RollingShutter actual) {
        assertNotNull(expected);
        assertNotNull(actual);
        assertEquals(expected.direction(), actual.direction());
        assertEquals(expected.readoutS(), actual.readoutS(), 1e-9);
    }

    @Test
    void shouldSyncAMirroredLogWhereTheOrientationIsGiven() throws IOException {
        for (int axis = 0; axis < 3; axis++) {
            ImuOrientation mirrored = MOUNTED.negating(axis);
            MotionLog log = log(SyntheticGyro.log(CLIP).negating(axis));
            SyncResult result =
                    run(log, SyncOptions.defaults().orientation(new SyncOptions.Orientation.Given(mirrored)));
            assertFound(CLIP, result);
            assertEquals(mirrored.letters(), result.mounting().found());
            assertTrue(
                    result.warnings().stream().anyMatch(w -> w.text().contains("mirrored: " + mirrored)),
                    () -> "warnings: " + result.warnings());
            double[] bias = {0.01, -0.02, 0.005};
            bias[axis] = -bias[axis];
            assertArrayEquals(
                    bias,
                    java.util.Objects.requireNonNull(
                            requireNonNull(result.estimates().gyroBias()).rateRadS()),
                    0.01);
        }
        assertTrue(
                found.warnings().stream().noneMatch(w -> w.text().contains("mirrored")),
                "no log is mirrored by default");
    }

    @Test
    void shouldGiveTheSameToTheBit() throws IOException {
        SyncResult again = run(log(CLIP), SyncOptions.defaults());
        assertArrayEquals(SyncResultJson.write(found), SyncResultJson.write(again));
        assertEquals(found.points(), again.points());
    }

    @Test
    void shouldFindALogWhoseClockIsFarFromTheVideos() throws IOException {
        ClipSpec late = clip(MotionStyle.HANDHELD, Pairing.OWN_LOG, new LogClock(-947_848.25, 0, 947_846, 2));
        assertFound(late, run(log(late), SyncOptions.defaults()));
    }

    @Test
    void shouldSyncWhereItIsTold() throws IOException {
        SyncOptions at = SyncOptions.defaults()
                .window(Duration.ofSeconds(1))
                .at(List.of(Duration.ofMillis(1200), Duration.ofMillis(3700)))
                .search(Duration.ofSeconds(-12), Duration.ofSeconds(2))
                .orientation(new SyncOptions.Orientation.Given(MOUNTED));
        SyncResult result = run(log(CLIP), at);
        assertFound(CLIP, result);
        assertEquals(2, result.points().size());
        assertEquals(1.2e9, (double) result.points().get(0).videoNs(), 0.05e9);
        assertEquals(3.7e9, (double) result.points().get(1).videoNs(), 0.05e9);
    }

    @Test
    void shouldTakeMorePointsAsLongAsTheyHelp() throws IOException {
        SyncOptions three = SyncOptions.defaults().window(Duration.ofMillis(500));
        SyncOptions more = SyncOptions.defaults().points(3, 32).window(Duration.ofMillis(500));
        SyncResult few = run(log(CLIP), three);
        SyncResult many = run(log(CLIP), more);
        assertEquals(3, few.points().size());
        assertFound(CLIP, many);
        assertTrue(many.points().size() > 3 && many.points().size() <= 10, () -> "points: " + many.points());
        long middle = CLIP.camera().frames() * 16_683_333L;
        assertTrue(TrackBand.sigmaNsAt(many, middle) < TrackBand.sigmaNsAt(few, middle));
    }

    @Test
    void shouldHoldTheBiasWhereTheLogIsFreeOfIt() throws IOException {
        SyncOptions held = SyncOptions.defaults().estimateBias(false);
        SyncResult result = run(log(CLIP), held);
        assertArrayEquals(
                new double[3], requireNonNull(result.estimates().gyroBias()).rateRadS());
        assertArrayEquals(
                new double[3], requireNonNull(result.estimates().gyroBias()).sigmaRadS());
        double[] sigma = requireNonNull(found.estimates().gyroBias()).sigmaRadS();
        assertNotNull(sigma);
        for (int a = 0; a < 3; a++) {
            assertTrue(sigma[a] > 0 && sigma[a] < 0.02, "sigma " + sigma[a]);
        }
    }

    @Test
    void shouldRefuseALogOfAnotherRecording() throws IOException {
        ClipSpec foreign = clip(MotionStyle.HANDHELD, Pairing.FOREIGN_LOG, new LogClock(-12.3456, 0, 0, 3));
        assertRefused(RefusalCode.NO_PEAK, run(log(foreign), SyncOptions.defaults()));
    }

    @Test
    void shouldRefuseACameraThatDoesNotTurn() throws IOException {
        ClipSpec still = clip(MotionStyle.STILL, Pairing.OWN_LOG, CLIP.clock());
        ExactFlow standing = new ExactFlow(still, 0.05);
        RenderedFrames frozen = frames.frozen();
        assertRefused(RefusalCode.NO_ROTATION, run(frozen, standing, log(still), SyncOptions.defaults()));
        // A log that moves does not help a picture that stands still.
        assertRefused(RefusalCode.NO_ROTATION, run(frozen, standing, log(CLIP), SyncOptions.defaults()));
    }

    @Test
    void shouldRefuseASearchThatIsAwayFromTheTruth() throws IOException {
        SyncOptions away = SyncOptions.defaults().search(Duration.ofSeconds(-6), Duration.ofSeconds(3));
        assertRefused(RefusalCode.OUTSIDE_SEARCH, run(log(CLIP), away));
    }

    @Test
    void shouldRefuseALogThatNeverMeetsTheClip() throws IOException {
        SyncOptions far = SyncOptions.defaults().search(Duration.ofSeconds(500), Duration.ofSeconds(1));
        assertRefused(RefusalCode.OUTSIDE_SEARCH, run(log(CLIP), far));
        // Three seconds of another time: too short to hold a window of this clip.
        ClipSpec later = clip(MotionStyle.HANDHELD, Pairing.OWN_LOG, new LogClock(-100, 0, 110, 8));
        assertRefused(RefusalCode.NO_PEAK, run(log(later), SyncOptions.defaults()));
    }

    @Test
    void shouldRefuseALogThatStandsStill() throws IOException {
        ClipSpec still = clip(MotionStyle.STILL, Pairing.OWN_LOG, CLIP.clock());
        assertRefused(RefusalCode.LOG_HARDLY_TURNS, run(log(still), SyncOptions.defaults()));
        int n = 4000;
        long[] t = new long[n];
        for (int i = 0; i < n; i++) {
            t[i] = i * 5_000_000L;
        }
        GyroTrack dead = new GyroTrack(t, new float[n], new float[n], new float[n]);
        assertRefused(RefusalCode.LOG_HARDLY_TURNS, run(log(dead), SyncOptions.defaults()));
    }

    @Test
    void shouldRefuseAPictureWithNothingToFollow() throws IOException {
        FlowTrackerProvider blind = new FlowTrackerProvider() {
            @Override
            public String name() {
                return "blind";
            }

            @Override
            public FlowTracker open(FlowSettings settings) {
                return new BlindTracker();
            }
        };
        SyncResult result = SyncedFrames.sync(frames, blind, log(CLIP), LENS, SyncOptions.defaults());
        assertRefused(RefusalCode.NOTHING_TO_FOLLOW, result);
    }

    @Test
    void shouldStopWhenInterruptedAndCloseItsTracker() {
        List<String> stages = new ArrayList<>();
        Consumer<SyncProgress> stop = progress -> {
            stages.add(progress.stage());
            Thread.currentThread().interrupt();
        };
        try (Syncline syncline = Syncline.of(List.of(), List.of(flow), 2);
                Clip clip = syncline.open(frames, log(CLIP), LENS)) {
            SyncOptions options = SyncOptions.defaults().tracker(flow.id());
            assertThrows(InterruptedException.class, () -> clip.sync(options, stop));
            assertFalse(Thread.currentThread().isInterrupted(), "told by the exception alone");
        } finally {
            Thread.interrupted(); // a failure must not reach the next test
        }
        assertEquals(0, flow.openTrackers());
        assertEquals(1, stages.size(), () -> "went on: " + stages);
    }

    @Test
    void shouldGiveTheSameOnOneThreadAndOnMany() throws IOException {
        for (int threads : new int[] {1, 2, 7}) {
            SyncResult result = SyncedFrames.sync(frames, flow, log(CLIP), LENS, SyncOptions.defaults(), threads);
            assertArrayEquals(SyncResultJson.write(found), SyncResultJson.write(result), () -> threads + " threads");
        }
    }

    @Test
    void shouldPassOnWhatTheDecoderSaysAndLeaveTheSourceAlone() {
        for (Exception trouble :
                List.of(new IOException("clip.mp4: cut off"), new IllegalStateException("clip.mp4: closed"))) {
            for (int threads : new int[] {1, 2}) {
                BrokenFrames broken = new BrokenFrames(frames, 60, trouble);
                Exception thrown = assertThrows(
                        Exception.class,
                        () -> SyncedFrames.sync(broken, flow, log(CLIP), LENS, SyncOptions.defaults(), threads));
                assertSame(trouble, thrown);
                assertFalse(broken.isInUse());
                assertEquals(0, flow.openTrackers(), "trackers left open");
            }
        }
    }

    @Test
    void shouldRefuseRequestsThatMakeNoSense() {
        assertThrows(
                IllegalArgumentException.class, () -> SyncOptions.defaults().points(0, 3));
        assertThrows(
                IllegalArgumentException.class, () -> SyncOptions.defaults().window(Duration.ofMillis(1)));
        assertThrows(
                IllegalArgumentException.class, () -> SyncOptions.defaults().search(Duration.ZERO, Duration.ZERO));
    }
}
