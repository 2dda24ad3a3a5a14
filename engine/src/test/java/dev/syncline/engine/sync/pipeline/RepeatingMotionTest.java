package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.track.Quality;
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
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A camera on a machine that repeats its motion exactly: no offset can be told from its repetitions. */
class RepeatingMotionTest {
    private static final int W = 320;
    private static final int H = 180;

    /** The picture, whatever the log's clock. */
    @SuppressWarnings("NullAway.Init")
    private static RenderedFrames frames;

    @SuppressWarnings("NullAway.Init")
    private static ExactFlow flow;

    @BeforeAll
    static void render() throws IOException {
        frames = RenderedFrames.of(clip(LogClock.of(0)));
        flow = new ExactFlow(clip(LogClock.of(0)), 0.05);
    }

    private static ClipSpec clip(LogClock clock) {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(W, H, 240), KnownClip.SHUTTER, 0.002, 1, 1, 1, RenderRate.NTSC_30, 210);
        return new ClipSpec(
                "machine",
                9,
                MotionStyle.MACHINE,
                1,
                camera,
                new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0),
                GyroSpec.usual(KnownClip.MOUNTED),
                clock,
                Pairing.OWN_LOG);
    }

    @ParameterizedTest
    @CsvSource({"-12.3, 3", "0, 0", "-1, 0.5", "1.5, -1", "2.5, -2.5"})
    void shouldInventNeitherAnOffsetNorAJump(double beginsS, double tailS) throws IOException {
        ClipSpec clip = clip(new LogClock(beginsS, 0, 0, tailS));
        MotionLog log = KnownClip.log(SyntheticGyro.log(clip));
        LensProfile lens = new LensProfile(
                "synthetic", new PinholeCamera(W, H, 240, 240, W / 2.0, H / 2.0), KnownClip.SHUTTER, false);
        SyncResult result =
                new SyncPipeline(flow, ProgressListener.NONE, "test").run(frames, log, lens, SyncRequest.DEFAULT);
        assertEquals(List.of(), result.timeline().jumps());
        assertEquals(Status.REFUSED, result.status(), () -> "points: " + result.points());
        assertTrue(result.points().stream().noneMatch(p -> p.quality() == Quality.GOOD));
        assertEquals(
                RefusalCode.AMBIGUOUS, Objects.requireNonNull(result.refusal()).code());
    }
}
