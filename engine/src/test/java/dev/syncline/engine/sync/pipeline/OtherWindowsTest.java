package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.outcome.WarningCode;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** A drone that turns so slowly, seen so coarsely, that windows of the usual length tell too little. */
class OtherWindowsTest {
    private static final int W = 160;
    private static final int H = 90;
    private static final double FOCAL = 120;
    private static final double NOISE_PX = 0.09;
    private static final LogClock CLOCK = new LogClock(-7.31, 0, 0, 20);

    private static ClipSpec clip() {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(W, H, FOCAL), KnownClip.SHUTTER, 0.002, 1, 1, 1, RenderRate.NTSC_30, 360);
        SceneSpec scene = new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 20, 0);
        return new ClipSpec(
                "drone",
                31,
                MotionStyle.DRONE,
                1,
                camera,
                scene,
                GyroSpec.usual(KnownClip.MOUNTED),
                CLOCK,
                Pairing.OWN_LOG);
    }

    @Test
    void shouldLookAgainThroughLongerWindows() throws IOException {
        ClipSpec clip = clip();
        LensProfile lens = new LensProfile(
                "synthetic", new PinholeCamera(W, H, FOCAL, FOCAL, W / 2.0, H / 2.0), KnownClip.SHUTTER, false);
        SyncResult result = new SyncPipeline(new ExactFlow(clip, NOISE_PX), ProgressListener.NONE, "test")
                .run(RenderedFrames.of(clip), KnownClip.log(SyntheticGyro.log(clip)), lens, SyncRequest.DEFAULT);
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        List<WarningCode> codes = result.warnings().stream().map(w -> w.code()).toList();
        assertTrue(codes.contains(WarningCode.OTHER_WINDOWS), () -> "warnings: " + result.warnings());
        for (SyncPoint p : result.points()) {
            if (p.quality() == Quality.GOOD) {
                double error = p.offsetNs() - CLOCK.offsetAtS(p.videoNs() * 1e-9) * 1e9;
                assertEquals(0, error, 3 * p.sigmaNs(), () -> "points: " + result.points());
            }
        }
    }
}
