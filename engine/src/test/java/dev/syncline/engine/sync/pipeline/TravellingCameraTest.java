package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.RefusalCode;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drone in a room: it turns slowly, and all that it sees is near. */
class TravellingCameraTest {
    private static final LogClock CLOCK = new LogClock(-3.21, 0, 0, 2);

    private static ClipSpec clip(long seed, MotionStyle style, double scale) {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(640, 360, 400), RollingShutter.GLOBAL, 0.002, 1, 1, 1, RenderRate.NTSC_30, 83);
        SceneSpec scene = new SceneSpec(SceneSpec.Backdrop.PLAIN, 1, SceneSpec.Ground.NONE, 1.6, 0);
        GyroSpec gyro = GyroSpec.usual(KnownClip.MOUNTED);
        return new ClipSpec("room", seed, style, scale, camera, scene, gyro, CLOCK, Pairing.OWN_LOG);
    }

    /** Back and forth at up to 1 m/s, as a drone that holds its place badly. */
    private static double[] path(double timeS, long seed) {
        double a = 0.7 * seed;
        return new double[] {
            0.3 * Math.sin(3.1 * timeS + a), 0.12 * Math.sin(4.3 * timeS + 2 * a), 0.4 * Math.sin(2.3 * timeS + 3 * a)
        };
    }

    /** What the pictures show does not count: the points are known. */
    private static final class Pictures {
        static final RenderedFrames FRAMES = render();

        private static RenderedFrames render() {
            try {
                return RenderedFrames.of(clip(1, MotionStyle.HANDHELD, 0.4));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ExactFlow inRoom(ClipSpec clip) {
        return new ExactFlow(clip, 0.1, t -> path(t, clip.seed()));
    }

    private static SyncResult sync(ClipSpec clip, GyroTrack log) throws IOException {
        LensProfile lens = new LensProfile("synthetic", clip.camera().lens().model(), RollingShutter.GLOBAL, false);
        return new SyncPipeline(inRoom(clip), ProgressListener.NONE, "test")
                .run(Pictures.FRAMES, KnownClip.log(log), lens, SyncRequest.DEFAULT);
    }

    private static void assertRight(SyncResult result) {
        for (SyncPoint p : result.points()) {
            double error = p.offsetNs() - CLOCK.offsetAtS(p.videoNs() * 1e-9) * 1e9;
            assertTrue(p.quality() != Quality.GOOD || Math.abs(error) <= 3 * p.sigmaNs(), () -> "points: " + result);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5})
    void shouldTellTravelFromTurns(long seed) throws IOException {
        ClipSpec clip = clip(seed, MotionStyle.HANDHELD, 0.4);
        SyncResult result = sync(clip, SyntheticGyro.log(clip));
        assertEquals(SyncResult.Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        assertRight(result);
    }

    @Test
    void shouldNotTakeWeakMotionForAnotherRecording() throws IOException {
        ClipSpec clip = clip(4, MotionStyle.DRONE, 2.5);
        SyncResult result = sync(clip, SyntheticGyro.log(clip));
        assertEquals(
                RefusalCode.WINDOWS_DISAGREE,
                Objects.requireNonNull(result.refusal()).code());
        assertRight(result);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5})
    void shouldRefuseAnothersLogAllTheSame(long seed) throws IOException {
        ClipSpec clip = clip(seed, MotionStyle.HANDHELD, 0.4);
        SyncResult result = sync(clip, SyntheticGyro.log(clip(seed + 100, MotionStyle.HANDHELD, 0.4)));
        assertEquals(
                SyncResult.Status.REFUSED,
                result.status(),
                () -> result.points().toString());
    }

    @Test
    void shouldSeeParallaxWhereThereIsSome() throws IOException {
        ClipSpec clip = clip(1, MotionStyle.HANDHELD, 0.4);
        assertTrue(isSeen(clip, inRoom(clip)));
        assertFalse(isSeen(clip, new ExactFlow(clip, 0.1)), "far away");
        // A drift of a few millimetres a second shifts points by less than they are known.
        assertFalse(isSeen(clip, new ExactFlow(clip, 0.1, t -> new double[] {0.004 * t, 0, 0})), "hardly moving");
    }

    private static boolean isSeen(ClipSpec clip, ExactFlow flow) throws IOException {
        CameraModel camera = clip.camera().lens().model();
        double frameNs = 1e9 / clip.camera().frameRate().fps();
        TrackedWindow window = new WindowTracking(Pictures.FRAMES, flow, camera, frameNs, 1, new HashMap<>(), false)
                .track(0, 1_000_000_000L);
        return new TravellingCamera(camera, frameNs).isSeenIn(List.of(window));
    }
}
