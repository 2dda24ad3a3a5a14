package dev.syncline.engine.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.rotation.PairRotation;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipRatesTest {
    private static final long SECOND = 1_000_000_000L;

    /** A log from 5 s to 9 s whose rate about its first axis is its own time, without a stretch; video time is log time − 5 s. */
    private static SyncedCamera camera(int rateHz) {
        int n = 4 * rateHz;
        long[] timesNs = new long[n];
        float[] x = new float[n];
        int kept = 0;
        for (int i = 0; i < n; i++) {
            long at = 5 * SECOND + i * SECOND / rateHz;
            if (at < 6_500_000_000L || at > 7_500_000_000L) {
                timesNs[kept] = at;
                x[kept++] = (float) (at * 1e-9);
            }
        }
        GyroTrack log = new GyroTrack(
                java.util.Arrays.copyOf(timesNs, kept),
                java.util.Arrays.copyOf(x, kept),
                new float[kept],
                new float[kept]);
        return new SyncedCamera(
                log,
                ImuOrientation.BODY.toCamera(),
                new double[] {1, 0, 0},
                new SyncTrack(List.of(new SyncTrack.Knot(0, -5e9))),
                PinholeCamera.ofAssumedFieldOfView(640, 480),
                RollingShutter.GLOBAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 400})
    void shouldPutTheLogOnTheVideosClockAndLeaveItsGapsOut(int rateHz) {
        ClipRates rates = ClipRates.of(camera(rateHz), 6 * SECOND, 50, List.of());
        assertEquals(300, rates.logS().length);
        int unknown = 0;
        for (int i = 0; i < 300; i++) {
            double videoS = rates.logS()[i];
            double rate = rates.logRadS()[0][i];
            boolean gap = (videoS > 1.8 && videoS < 2.49) || videoS > 4.1;
            if (gap) {
                assertTrue(Double.isNaN(rate), videoS + " s");
                unknown++;
            } else if (videoS < 1.45 || (videoS > 2.55 && videoS < 3.9)) {
                // The log's time, without the bias; a slow log's last sample may be one step old.
                assertEquals(5 + videoS - 1, rate, 1.0 / rateHz + 0.01, videoS + " s");
            }
        }
        assertTrue(unknown > 100);
    }

    @Test
    void shouldEndThePicturesLineWhereNobodyLooked() {
        ClipRates rates = ClipRates.of(
                camera(400), 6 * SECOND, 50, List.of(pair(0, 20, 0.1), pair(20, 40, 0.2), pair(500, 520, 0.3)));
        assertEquals(List.of(0.01, 0.03, 0.5, 0.51), boxed(rates.pictureS()));
        assertEquals(List.of(0.1, 0.2, Double.NaN, 0.3), boxed(rates.pictureRadS()[0]));
    }

    @Test
    void shouldHaveNothingOfAClipOfUnknownLength() {
        assertEquals(0, ClipRates.of(camera(400), 0, 50, List.of()).logS().length);
        assertEquals(0, ClipRates.of(camera(400), SECOND, Double.NaN, List.of()).logS().length);
        assertEquals(
                6000, ClipRates.of(camera(400), 3600 * SECOND, 50, List.of()).logS().length);
    }

    private static PairRotation pair(long fromMs, long toMs, double rate) {
        return new PairRotation(fromMs * 1_000_000, toMs * 1_000_000, new double[] {rate, 0, 0}, 0, 10, 10);
    }

    private static List<Double> boxed(double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}
