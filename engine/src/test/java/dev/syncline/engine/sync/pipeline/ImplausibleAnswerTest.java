package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.track.Quality;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By-products that cannot be: the offset must be right all the same, or no point may be good. */
class ImplausibleAnswerTest {
    /** The whole picture's readout, of which a digital zoom of 1.6 shows a part: ours is 16 ms. */
    private static final RollingShutter WHOLE =
            new RollingShutter(1.6 * KnownClip.READOUT_S, ReadoutDirection.TOP_TO_BOTTOM);

    private static void assertRefused(SyncResult result, RefusalCode... codes) {
        assertEquals(Status.REFUSED, result.status(), () -> "points: " + result.points());
        assertTrue(result.points().stream().noneMatch(p -> p.quality() == Quality.GOOD));
        assertTrue(
                List.of(codes).contains(Objects.requireNonNull(result.refusal()).code()),
                () -> String.valueOf(result.refusal()));
    }

    @Test
    void shouldSeeThroughADigitalZoomWhoseProfileIsTheWholePictures() throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(WHOLE, 150));
        KnownClip.assertRight(result);
        assertTrue(KnownClip.warns(result, "the motion shows 1"), () -> "warnings: " + result.warnings());
        assertTrue(
                KnownClip.warns(result, "times as long as its profile says"), () -> "warnings: " + result.warnings());
    }

    @ParameterizedTest
    @ValueSource(doubles = {150, 330})
    void shouldSeeThroughAZoomWhoseLensIsGuessed(double guess) throws IOException {
        LensProfile guessed =
                new LensProfile("assumed", new PinholeCamera(320, 180, guess, guess, 160, 90), WHOLE, true);
        SyncResult result = KnownClip.sync(KnownClip.log(), guessed);
        KnownClip.assertRight(result);
        assertTrue(KnownClip.warns(result, "the motion shows 1"), () -> "warnings: " + result.warnings());
    }

    @ParameterizedTest
    @CsvSource({"80, false", "80, true", "720, false"})
    void shouldRefuseALensThatNoCameraHas(double focal, boolean assumed) throws IOException {
        LensProfile lens =
                new LensProfile("lens", new PinholeCamera(320, 180, focal, focal, 160, 90), KnownClip.SHUTTER, assumed);
        assertRefused(
                KnownClip.sync(KnownClip.log(), lens),
                RefusalCode.IMPOSSIBLE_LENS,
                RefusalCode.PICTURE_STABILISED,
                RefusalCode.LOG_SCALE);
    }

    @Test
    void shouldRefuseALogOfWhichOneAxisIsOutOfScale() throws IOException {
        GyroTrack log = KnownClip.log().gyro().mapped(Matrix3.of(1, 0, 0, 0, 2, 0, 0, 0, 1));
        assertRefused(KnownClip.sync(KnownClip.log(log), KnownClip.lens(KnownClip.SHUTTER)), RefusalCode.LOG_SCALE);
    }
}
