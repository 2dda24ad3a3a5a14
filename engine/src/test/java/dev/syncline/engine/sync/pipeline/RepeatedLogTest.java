package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResult.Status;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.SyntheticGyro;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A motion that came several times, as a slow logger saw it: at other instants each time, so that no copy is the other to the
 * bit, and perhaps not all of the clip. The clip fits each of them.
 */
class RepeatedLogTest {
    private static final GyroTrack MOTION =
            SyntheticGyro.log(KnownClip.with(GyroSpec.perfect(4000, KnownClip.MOUNTED), new LogClock(0, 0, -2, 2)));

    /** The motion from one video time to another again and again, with a rest of so long between. */
    private static GyroTrack log(double hz, double fromS, double toS, double restS, int copies) {
        double periodS = toS - fromS + restS;
        int n = (int) Math.floor((copies * periodS - restS) * hz);
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            times[i] = Math.round(i / hz * 1e9);
            double s = Math.min(toS, fromS + (i / hz) % periodS);
            long motionNs = Math.round(s * 1e9);
            int at = Math.min(MOTION.indexAtOrBefore(motionNs), MOTION.size() - 2);
            float share = (float) (motionNs - MOTION.timeNs(at)) / (MOTION.timeNs(at + 1) - MOTION.timeNs(at));
            rates[0][i] = MOTION.x(at) + share * (MOTION.x(at + 1) - MOTION.x(at));
            rates[1][i] = MOTION.y(at) + share * (MOTION.y(at + 1) - MOTION.y(at));
            rates[2][i] = MOTION.z(at) + share * (MOTION.z(at + 1) - MOTION.z(at));
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    private static SyncResult sync(GyroTrack log) throws IOException {
        return KnownClip.sync(KnownClip.log(log), KnownClip.lens(KnownClip.SHUTTER));
    }

    @ParameterizedTest
    @CsvSource({
        // All of the clip three times, the second and third between the samples of the first.
        "100, -1, 7, 0.0737, 3",
        // Not its end, or not its beginning: the window there fits nowhere, or where the motion begins again, and only
        // the
        // last copy does without it.
        "100, -0.05, 4.9, 0.0337, 3",
        "100, 1.1, 6.05, 0.0337, 3",
    })
    void shouldNotChooseBetweenCopies(double hz, double fromS, double toS, double restS, int copies)
            throws IOException {
        SyncResult result = sync(log(hz, fromS, toS, restS, copies));
        assertEquals(Status.REFUSED, result.status(), () -> "points: " + result.points());
        assertTrue(result.points().stream().noneMatch(p -> p.quality() == Quality.GOOD));
        assertEquals(
                RefusalCode.AMBIGUOUS, Objects.requireNonNull(result.refusal()).code());
    }

    @ParameterizedTest
    @CsvSource({"100, -0.05, 4.9", "100, 1.1, 6.05"})
    void shouldSyncWhereItCameOnce(double hz, double fromS, double toS) throws IOException {
        KnownClip.assertRight(sync(log(hz, fromS, toS, 0, 1)), new LogClock(fromS, 0, 0, 0));
    }
}
