package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.telemetry.MotionLog;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stated of the readout may be wrong: then the motion's is used, and both numbers are said. */
class WrongReadoutTest {
    @ParameterizedTest
    @CsvSource({
        "0, TOP_TO_BOTTOM",
        "8, TOP_TO_BOTTOM",
        "12.8, TOP_TO_BOTTOM",
        "19.2, TOP_TO_BOTTOM",
        "24, TOP_TO_BOTTOM",
        "16, BOTTOM_TO_TOP",
        "16, RIGHT_TO_LEFT"
    })
    void shouldBelieveTheMotion(double ms, ReadoutDirection direction) throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(new RollingShutter(ms * 1e-3, direction)));
        KnownClip.assertRight(result);
        assertEquals(16, result.estimates().readoutMs(), 0.4);
        assertTrue(KnownClip.warns(result, "the lens profile says"), () -> "warnings: " + result.warnings());
        assertTrue(KnownClip.warns(result, "the motion shows 1"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldSayNothingOfAReadoutThatIsRight() throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(KnownClip.SHUTTER));
        KnownClip.assertRight(result);
        assertEquals(16, result.estimates().readoutMs(), 0.2);
        assertFalse(KnownClip.warns(result, "readout"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldFindAReadoutAcrossOfWhichNothingIsSaid() throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(null));
        KnownClip.assertRight(result);
        RollingShutter found = result.estimates().shutter();
        assertNotNull(found);
        assertEquals(ReadoutDirection.TOP_TO_BOTTOM, found.direction());
        assertEquals(0.016, found.readoutS(), 4e-4);
    }

    @Test
    void shouldSayWhoIsRightWhereProfileAndLogContradictEachOther() throws IOException {
        MotionLog log = KnownClip.log();
        MotionLog says = new MotionLog(
                log.name(),
                log.format(),
                log.gyro(),
                log.orientation(),
                true,
                KnownClip.SHUTTER,
                log.gyroflowZeroNs(),
                List.of(),
                List.of());
        RollingShutter wrong = new RollingShutter(0.008, ReadoutDirection.TOP_TO_BOTTOM);
        SyncResult result = KnownClip.sync(says, KnownClip.lens(wrong));
        KnownClip.assertRight(result);
        assertTrue(KnownClip.warns(result, "as the log's header says"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldFindAZoomThatTheProfileDoesNotKnow() throws IOException {
        SyncResult result = KnownClip.sync(KnownClip.log(), KnownClip.lens(KnownClip.SHUTTER, 150));
        KnownClip.assertRight(result);
        // Sizes are solved for along a straight line from the profile's: so far off they are found roughly.
        assertTrue(
                result.estimates().focalScale() > 1.25 && result.estimates().focalScale() < 1.7,
                () -> "scale " + result.estimates().focalScale());
        assertTrue(
                KnownClip.warns(result, "times as long as its profile says"), () -> "warnings: " + result.warnings());
    }
}
