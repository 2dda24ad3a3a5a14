package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
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
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One rendered clip of six seconds with points that are known, for tests that vary the log or what is said of the camera. */
final class KnownClip {
    static final double READOUT_S = 0.016;
    static final RollingShutter SHUTTER = new RollingShutter(READOUT_S, ReadoutDirection.TOP_TO_BOTTOM);
    static final ImuOrientation MOUNTED = ImuOrientation.BODY;
    private static final int W = 320;
    private static final int H = 180;
    private static final double FOCAL = 240;
    private static final LogClock CLOCK = new LogClock(-12.3456, 0, 0, 3);

    @Nullable
    private static RenderedFrames frames;

    @Nullable
    private static ExactFlow flow;

    private KnownClip() {}

    /** The clip with a sensor and a log's clock of choice. */
    static ClipSpec with(GyroSpec gyro, LogClock clock) {
        return spec(73, gyro, clock);
    }

    private static ClipSpec spec(int seed, GyroSpec gyro, LogClock clock) {
        SyntheticCamera camera =
                new SyntheticCamera(LensSpec.pinhole(W, H, FOCAL), SHUTTER, 0.002, 1, 1, 1, RenderRate.NTSC_30, 180);
        SceneSpec scene = new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0);
        return new ClipSpec("clip", seed, MotionStyle.HANDHELD, 1.3, camera, scene, gyro, clock, Pairing.OWN_LOG);
    }

    static ClipSpec usual() {
        return with(GyroSpec.usual(MOUNTED), CLOCK);
    }

    /** The log of another clip. */
    static GyroTrack foreignLog() {
        return SyntheticGyro.log(spec(4711, GyroSpec.usual(MOUNTED), CLOCK));
    }

    static MotionLog log(GyroTrack gyro) {
        return new MotionLog("clip.gcsv", "gcsv", gyro, MOUNTED, true, null, gyro.startNs(), List.of(), List.of());
    }

    static MotionLog log() {
        return log(SyntheticGyro.log(usual()));
    }

    static LensProfile lens(@Nullable RollingShutter said) {
        return lens(said, FOCAL);
    }

    static LensProfile lens(@Nullable RollingShutter said, double focal) {
        return new LensProfile("synthetic", new PinholeCamera(W, H, focal, focal, W / 2.0, H / 2.0), said, false);
    }

    static SyncResult sync(MotionLog log, LensProfile lens) throws IOException {
        return sync(log, lens, SyncRequest.DEFAULT);
    }

    static SyncResult sync(MotionLog log, LensProfile lens, SyncRequest request) throws IOException {
        return sync(log, lens, request, source -> source);
    }

    /** The clip's frames with another flow. */
    static SyncResult sync(ExactFlow points, MotionLog log, LensProfile lens) throws IOException {
        RenderedFrames source = frames == null ? RenderedFrames.of(usual()) : frames;
        frames = source;
        return new SyncPipeline(points, ProgressListener.NONE, "test").run(source, log, lens, SyncRequest.DEFAULT);
    }

    /** @param through what the frames go through on their way */
    static SyncResult sync(MotionLog log, LensProfile lens, SyncRequest request, UnaryOperator<FrameSource> through)
            throws IOException {
        RenderedFrames source = frames == null ? RenderedFrames.of(usual()) : frames;
        frames = source;
        ExactFlow points = flow == null ? new ExactFlow(usual(), 0.05) : flow;
        flow = points;
        return new SyncPipeline(points, ProgressListener.NONE, "test").run(through.apply(source), log, lens, request);
    }

    /** Synced, and all good points within three of their error bars and a fifth of a millisecond of the truth. */
    static void assertRight(SyncResult result, LogClock clock) {
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        List<SyncPoint> good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .toList();
        assertTrue(good.size() >= 2, () -> "points: " + result.points());
        for (SyncPoint p : good) {
            double error = p.offsetNs() - clock.offsetAtS(p.videoNs() * 1e-9) * 1e9;
            assertEquals(0, error, Math.min(0.2e6, 3 * p.sigmaNs()), () -> "points: " + result.points());
        }
    }

    static void assertRight(SyncResult result) {
        assertRight(result, CLOCK);
    }

    static boolean warns(SyncResult result, String words) {
        return result.warnings().stream().anyMatch(w -> w.text().contains(words));
    }
}
