package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.telemetry.MotionLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a log says of itself, just inside and just outside of each limit. */
class UnusualLogTest {
    private interface Reading {
        double[] at(int i);
    }

    private static GyroTrack log(int n, Reading reading) {
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            times[i] = i * 5_000_000L;
            double[] r = reading.at(i);
            for (int a = 0; a < 3; a++) {
                rates[a][i] = (float) r[a];
            }
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    @Test
    void shouldRefuseALogWhoseReadingsAreAllAlike() {
        Refusal zero = Objects.requireNonNull(UnusualLog.still(log(500, i -> new double[3])));
        assertEquals(RefusalCode.LOG_HARDLY_TURNS, zero.code());
        assertTrue(zero.text().contains("are zero"), zero.text());
        Refusal hung = Objects.requireNonNull(UnusualLog.still(log(500, i -> new double[] {0.1, 0, -0.2})));
        assertTrue(hung.text().contains("are alike"), hung.text());
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            GyroTrack one = log(500, i -> {
                double[] r = {0.1, 0.1, 0.1};
                r[a] += i == 499 ? 1e-6 : 0;
                return r;
            });
            assertNull(UnusualLog.still(one), "one reading differs");
        }
    }

    /** Gravity in a sensor that swings by so much to either side, its length by so much about 9.81. */
    private static GyroTrack gravity(int n, double swingDeg, double spread) {
        return log(n, i -> {
            double angle = Math.toRadians(swingDeg) * (i % 2 == 0 ? 1 : -1);
            double length = 9.81 * (1 + spread * (i / 2 % 2 == 0 ? 1 : -1));
            return new double[] {length * Math.sin(angle), length * Math.cos(angle), 0};
        });
    }

    @ParameterizedTest
    @CsvSource({
        // How far its length varies.
        "1000, 25, 0.119, true",
        "1000, 25, 0.121, false",
        // How far it turns, 3° at least.
        "1000, 3.05, 0, true",
        "1000, 2.95, 0, false",
        // And by two and a half times as much as its length varies: 0.05 is 7.2°.
        "1000, 7.3, 0.05, true",
        "1000, 7.0, 0.05, false",
        // Too few readings.
        "100, 25, 0, true",
        "99, 25, 0, false",
    })
    void shouldTellGravityFromTurning(int n, double swingDeg, double spread, boolean gravity) {
        Refusal refusal = UnusualLog.notAGyro(gravity(n, swingDeg, spread));
        assertEquals(gravity, refusal != null, () -> String.valueOf(refusal));
        if (refusal != null) {
            assertEquals(RefusalCode.NOT_A_GYRO, refusal.code());
            assertEquals(spread, refusal.facts().getOrDefault("length_spread", 1.0), 1e-3);
            assertEquals(swingDeg, refusal.facts().getOrDefault("turn_deg", 0.0), 0.01 * swingDeg);
        }
    }

    @Test
    void shouldLetAGyroPass() {
        assertNull(UnusualLog.notAGyro(KnownClip.log().gyro()));
        assertNull(UnusualLog.notAGyro(KnownClip.foreignLog()));
    }

    @Test
    void shouldRefuseAClipWhoseLogIsAnAccelerometers() throws IOException {
        GyroTrack own = KnownClip.log().gyro();
        SyncResult result =
                KnownClip.sync(KnownClip.log(gravity(own.size(), 20, 0.02)), KnownClip.lens(KnownClip.SHUTTER));
        assertEquals(Status.REFUSED, result.status());
        Refusal refusal = Objects.requireNonNull(result.refusal());
        assertEquals(RefusalCode.NOT_A_GYRO, refusal.code());
        assertNotNull(refusal.facts().get("turn_deg"));
    }

    /** A log that turns to and fro at random, slowly enough for a picture. */
    private static GyroTrack turning() {
        Random random = new Random(5);
        double[] now = new double[3];
        return log(2000, i -> {
            for (int axis = 0; axis < 3; axis++) {
                now[axis] = 0.9 * now[axis] + random.nextGaussian();
            }
            return now.clone();
        });
    }

    /** So much of the log as a picture shows it, with noise of its own. */
    private static List<TrackedWindow> seen(GyroTrack log, int intervals) {
        Random random = new Random(6);
        float[][] rates = new float[3][intervals];
        float[] weight = new float[intervals];
        for (int i = 0; i < intervals; i++) {
            int at = 800 + 7 * i;
            float[] body = {log.x(at), log.y(at), log.z(at)};
            for (int axis = 0; axis < 3; axis++) {
                rates[axis][i] = (float) ((axis == 0 ? 1 : -1) * body[axis] + 0.6 * random.nextGaussian());
            }
            weight[i] = 1;
        }
        VisualRates visual = new VisualRates(0, 35e6, rates, weight);
        return List.of(new TrackedWindow(0, 35_000_000L * intervals, List.of(), List.of(), List.of(), visual));
    }

    /** Of many recordings one is found by chance sooner: as many as a millionth allows, and one more. */
    @Test
    void shouldCountTheRecordingsThatChanceHad() {
        MotionLog own = KnownClip.log(turning());
        List<TrackedWindow> windows = List.of();
        double chance = 1;
        for (int intervals = 10; chance > 1e-7; intervals++) {
            windows = seen(own.gyro(), intervals);
            CoarseOffset peak = new OffsetSearch(own.gyro(), null).find(Verdict.rates(windows), OffsetRange.ALL);
            chance = peak != null && Verdict.ofPeak(peak) == null ? peak.pValue() : 1;
            assertTrue(intervals < 100, "a window that shows enough");
        }
        int most = (int) (1e-6 / chance);
        assertTrue(most >= 10 && most < 1_000_000, "chance " + chance);
        // Those that hung are counted, and not searched.
        MotionLog hung = KnownClip.log(log(10, i -> new double[] {1, 2, 3}));
        List<MotionLog> recordings = new ArrayList<>(Collections.nCopies(most - 1, hung));
        recordings.add(own);
        assertEquals(List.of(own), UnusualLog.fitting(recordings, windows));
        recordings.add(hung);
        assertEquals(List.of(), UnusualLog.fitting(recordings, windows));
        assertEquals(List.of(), UnusualLog.fitting(List.of(own), List.of()), "nothing was seen");
    }
}
