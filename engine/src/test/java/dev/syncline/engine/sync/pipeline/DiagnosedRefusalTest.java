package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import dev.syncline.engine.sync.outcome.Tried;
import dev.syncline.engine.sync.track.Quality;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted in a clip's log is the reason of its refusal. */
class DiagnosedRefusalTest {
    private static Refusal refusal(GyroTrack gyro, SyncRequest request) throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(gyro), KnownClip.lens(KnownClip.SHUTTER), request);
        assertTrue(result.points().stream().noneMatch(p -> p.quality() == Quality.GOOD));
        assertTrue(result.timeline().track().knots().isEmpty());
        return Objects.requireNonNull(result.refusal(), () -> "synced: " + result.points());
    }

    private static Refusal refusal(GyroTrack gyro) throws IOException {
        return refusal(gyro, SyncRequest.DEFAULT);
    }

    private static GyroTrack own() {
        return KnownClip.log().gyro();
    }

    private static double fact(Refusal refusal, String name) {
        return Objects.requireNonNull(refusal.facts().get(name), () -> name + " in " + refusal);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.4, 0.1})
    void shouldSayThatPartOfPanAndTiltWasTakenOut(double shown) throws IOException {
        // The log's axes are right, up and back.
        Refusal refusal = refusal(own().mapped(Matrix3.of(1 / shown, 0, 0, 0, 1 / shown, 0, 0, 0, 1)));
        assertEquals(RefusalCode.PICTURE_STABILISED, refusal.code(), () -> String.valueOf(refusal));
        assertEquals(shown, fact(refusal, "pan"), 0.05);
        assertEquals(shown, fact(refusal, "tilt"), 0.05);
        assertEquals(1, fact(refusal, "roll"), 0.1);
        assertEquals(new Remedy.FilmUnstabilised(), refusal.remedy());
    }

    @Test
    void shouldSayThatTheLogIsOutOfScale() throws IOException {
        Refusal refusal = refusal(own().scaled(2.5f));
        assertEquals(RefusalCode.LOG_SCALE, refusal.code(), () -> String.valueOf(refusal));
        assertEquals(2.5, fact(refusal, "factor"), 0.1);
    }

    @Test
    void shouldSayAtWhichSpeedTheVideoPlays() throws IOException {
        Refusal refusal = refusal(new StretchedClock(own().startNs(), 1 / 3.0).of(own()));
        assertEquals(RefusalCode.OTHER_SPEED, refusal.code(), () -> String.valueOf(refusal));
        assertEquals(1 / 3.0, fact(refusal, "speed"), 2e-3);
    }

    @Test
    void shouldSayHowTheAxesLieWhereAnotherOrientationWasGiven() throws IOException {
        Refusal refusal = refusal(own(), SyncRequest.DEFAULT.holding(new ImuOrientation("XYZ")));
        assertEquals(RefusalCode.WRONG_ORIENTATION, refusal.code(), () -> String.valueOf(refusal));
        assertTrue(refusal.text().contains("fit as " + KnownClip.MOUNTED.letters()), refusal::text);
    }

    @Test
    void shouldListAllThatWasTriedWhereNothingFits() throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(KnownClip.foreignLog()), KnownClip.lens(KnownClip.SHUTTER));
        Refusal refusal = Objects.requireNonNull(result.refusal());
        assertEquals(RefusalCode.NO_PEAK, refusal.code(), () -> String.valueOf(refusal));
        assertTrue(refusal.text().contains("another recording's log"), refusal::text);
        for (String cause : new String[] {"mirrored log", "clocks far apart", "repeated frames", "another speed"}) {
            Tried tried = refusal.tried().stream()
                    .filter(t -> t.cause().equals(cause))
                    .findFirst()
                    .orElseThrow();
            assertFalse(tried.found(), () -> String.valueOf(tried));
            assertTrue(tried.text().matches(".*\\d.*"), tried::text);
        }
        SyncResult read = SyncResultJson.read("result.json", SyncResultJson.write(result));
        assertEquals(refusal.tried(), Objects.requireNonNull(read.refusal()).tried());
    }
}
