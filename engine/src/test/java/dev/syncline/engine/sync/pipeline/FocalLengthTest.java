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
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** What motion tells of the focal length, on rendered clips with near ground: parallax must not pass for it. */
class FocalLengthTest {
    private static final int W = 320;
    private static final int H = 180;
    private static final double FOCAL = 300;
    private static final double OFFSET_MS = -500;

    private static SyncResult sync(MotionStyle style, int seed, double profileFocal) throws IOException {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(W, H, FOCAL),
                new RollingShutter(0.008, ReadoutDirection.TOP_TO_BOTTOM),
                0.006,
                1,
                1,
                1,
                RenderRate.NTSC_30,
                100);
        SceneSpec scene = new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.PLANE, 1.6, 0);
        LogClock clock = new LogClock(OFFSET_MS * 1e-3, 0, 0, 1);
        GyroSpec imu = GyroSpec.usual(new ImuOrientation("XYZ"));
        ClipSpec clip = new ClipSpec("clip", seed, style, 1, camera, scene, imu, clock, Pairing.OWN_LOG);
        GyroTrack gyro = SyntheticGyro.log(clip);
        MotionLog log = new MotionLog(
                "clip.gcsv", "gcsv", gyro, ImuOrientation.BODY, false, null, gyro.startNs(), List.of(), List.of());
        PinholeCamera model = new PinholeCamera(W, H, profileFocal, profileFocal, W / 2.0, H / 2.0);
        LensProfile lens = new LensProfile("profile", model, camera.shutter(), false);
        return SyncedFrames.sync(
                RenderedFrames.of(clip), new KltFlowTrackerProvider(), log, lens, SyncOptions.defaults());
    }

    private static void assertTold(SyncResult result, double scale) {
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        assertTrue(
                result.estimates().focalScaleSigma() > 0,
                "sigma " + result.estimates().focalScaleSigma());
        assertEquals(
                scale,
                result.estimates().focalScale(),
                3 * result.estimates().focalScaleSigma(),
                "sigma " + result.estimates().focalScaleSigma());
    }

    @Test
    void shouldSeeThroughAProfileThatIsWrong() throws IOException {
        SyncResult result = sync(MotionStyle.WALK, 1, 1.1 * FOCAL);
        assertTold(result, 1 / 1.1);
        List<SyncPoint> good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .toList();
        assertTrue(good.size() >= 2, () -> "points: " + result.points());
        for (SyncPoint p : good) {
            assertEquals(OFFSET_MS, p.offsetNs() * 1e-6, 0.2, () -> "points: " + result.points());
            assertTrue(p.sigmaNs() < 0.2e6, () -> "points: " + result.points());
        }
    }

    @Test
    void shouldNotTakeParallaxForAWrongProfile() throws IOException {
        // Hardly turns, and flies: what the points say of the focal length has little to do with turning.
        assertTold(sync(MotionStyle.DRONE, 2, FOCAL), 1);
    }
}
