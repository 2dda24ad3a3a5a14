package dev.syncline.engine.sync.pipeline;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.SyntheticGyro;
import dev.syncline.engine.synthetic.Xyz;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that belong to the clip and are not what they seem: mirrored, on another clock, in other units, askew. */
class SecondLookTest {
    private static SyncResult sync(GyroTrack gyro) throws IOException {
        return KnownClip.sync(KnownClip.log(gyro), KnownClip.lens(KnownClip.SHUTTER));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldSyncAMirroredLogAndNameTheAxis(int axis) throws IOException {
        SyncResult result = sync(KnownClip.log().gyro().negating(axis));
        KnownClip.assertRight(result);
        assertEquals(
                KnownClip.MOUNTED.negating(axis).letters(), result.mounting().found());
        assertTrue(
                KnownClip.warns(result, "most likely its " + "XYZ".charAt(axis)),
                () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldNotCallAUsualLogMirrored() throws IOException {
        SyncResult result = sync(KnownClip.log().gyro());
        KnownClip.assertRight(result);
        assertFalse(KnownClip.warns(result, "mirrored"), () -> "warnings: " + result.warnings());
        assertFalse(KnownClip.warns(result, "clocks"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldRefuseForeignLogsMirroredToo() throws IOException {
        for (int axis = -1; axis < 3; axis++) {
            GyroTrack foreign = KnownClip.foreignLog();
            SyncResult result = sync(axis < 0 ? foreign : foreign.negating(axis));
            assertEquals(Status.REFUSED, result.status(), () -> "points: " + result.points());
            assertTrue(result.points().stream().noneMatch(p -> p.quality() == Quality.GOOD));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1850, 1200, 12_000, -41_000})
    void shouldFindClocksThatAreFarApart(double ppm) throws IOException {
        LogClock clock = new LogClock(-3.21, ppm, 0, 3);
        SyncResult result = sync(SyntheticGyro.log(KnownClip.with(GyroSpec.usual(KnownClip.MOUNTED), clock)));
        KnownClip.assertRight(result, clock);
        double drift = (clock.offsetAtS(5) - clock.offsetAtS(0)) / 5 * 1e6;
        assertEquals(
                drift,
                result.timeline().driftPpm(),
                Math.max(60, 3 * result.timeline().driftSigmaPpm()));
        assertTrue(
                KnownClip.warns(result, "the clocks of video and log differ"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldFindAClockThatIsFarApartWhereTheOrientationIsHeld() throws IOException {
        LogClock clock = new LogClock(-3.21, 1200, 0, 3);
        GyroTrack gyro = SyntheticGyro.log(KnownClip.with(GyroSpec.usual(KnownClip.MOUNTED), clock));
        SyncResult result = KnownClip.sync(
                KnownClip.log(gyro), KnownClip.lens(KnownClip.SHUTTER), SyncRequest.DEFAULT.holding(KnownClip.MOUNTED));
        KnownClip.assertRight(result, clock);
        assertEquals(KnownClip.MOUNTED.letters(), result.mounting().found());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2, 4})
    void shouldFindAVideoThatPlaysAtAnotherSpeed(double slower) throws IOException {
        // A video that plays slower than it was filmed: the log's time goes by faster.
        GyroTrack own = KnownClip.log().gyro();
        StretchedClock film = new StretchedClock(own.startNs(), 1 / slower);
        SyncResult result = sync(film.of(own));
        assertEquals(Status.SYNCED, result.status(), () -> String.valueOf(result.refusal()));
        LogClock at = new LogClock(-12.3456, 0, 0, 3);
        for (var p : result.points()) {
            double logS = (p.videoNs() * 1e-9 - at.offsetAtS(p.videoNs() * 1e-9) - own.startNs() * 1e-9) / slower
                    + own.startNs() * 1e-9;
            assertEquals(logS, p.logNs() * 1e-9, 0.2e-3, () -> "points: " + result.points());
        }
        assertTrue(KnownClip.warns(result, "than it was filmed"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldPutDegreesRight() throws IOException {
        SyncResult result = sync(KnownClip.log().gyro().scaled((float) Math.toDegrees(1)));
        KnownClip.assertRight(result);
        assertTrue(KnownClip.warns(result, "degrees a second"), () -> "warnings: " + result.warnings());
        double[] bias = requireNonNull(result.estimates().gyroBias()).rateRadS();
        assertNotNull(bias);
        assertEquals(0.01, bias[0], 0.01);
    }

    @Test
    void shouldSyncATiltedCameraAndSayBySoMuch() throws IOException {
        GyroSpec tilted = GyroSpec.usual(KnownClip.MOUNTED).tilted(new Xyz(Math.toRadians(35), 0, 0));
        SyncResult result =
                sync(SyntheticGyro.log(KnownClip.with(tilted, KnownClip.usual().clock())));
        KnownClip.assertRight(result);
        assertEquals(35, result.mounting().residualDeg(), 1);
        assertTrue(KnownClip.warns(result, "tilted by 35°"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldSyncAGyroWithALargeBiasAndSaySo() throws IOException {
        GyroSpec biased = GyroSpec.usual(KnownClip.MOUNTED).with(new Xyz(0.21, -0.22, 0.05), 0.005);
        SyncResult result =
                sync(SyntheticGyro.log(KnownClip.with(biased, KnownClip.usual().clock())));
        KnownClip.assertRight(result);
        assertTrue(KnownClip.warns(result, "°/s at rest"), () -> "warnings: " + result.warnings());
    }

    @Test
    void shouldRefuseMotionThatRepeatsItself() throws IOException {
        // The log holds the clip's motion twice; the second time only half of it.
        GyroTrack own = KnownClip.log().gyro();
        int n = own.size();
        int more = n - n / 8;
        long[] times = new long[n + more];
        float[][] rates = new float[3][n + more];
        long period = own.endNs() - own.startNs() + own.periodNs();
        for (int i = 0; i < n + more; i++) {
            int from = i % n;
            times[i] = own.timeNs(from) + (i < n ? 0 : period);
            rates[0][i] = own.x(from);
            rates[1][i] = own.y(from);
            rates[2][i] = own.z(from);
        }
        SyncResult result = sync(new GyroTrack(times, rates[0], rates[1], rates[2]));
        assertEquals(Status.REFUSED, result.status(), () -> "points: " + result.points());
        assertTrue(String.valueOf(result.refusal()).contains("repeats itself"), () -> String.valueOf(result.refusal()));
    }
}
