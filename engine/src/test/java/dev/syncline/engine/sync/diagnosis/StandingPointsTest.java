package dev.syncline.engine.sync.diagnosis;

import static dev.syncline.engine.sync.diagnosis.MadeEvidence.gyro;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.scored;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.seeing;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.window;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.video.FrameKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points that stand still in a picture where others move, just inside and just outside of each limit. */
class StandingPointsTest {
    /** A pair of frames of which the first points move by one amount and the others by another. */
    private static FlowPair pair(int slow, double slowPx, int quick, double quickPx) {
        int n = slow + quick;
        float[] x0 = new float[n];
        float[] x1 = new float[n];
        for (int i = 0; i < n; i++) {
            x0[i] = 10 * i;
            x1[i] = (float) (x0[i] + (i < slow ? slowPx : quickPx));
        }
        FlowPair.FrameStamp from = new FlowPair.FrameStamp(0, FrameKind.INTRA, true, Double.NaN);
        FlowPair.FrameStamp to = new FlowPair.FrameStamp(33_000_000, FrameKind.INTRA, true, Double.NaN);
        return new FlowPair(from, to, new int[n], x0, new float[n], x1, new float[n], new float[n]);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 0.09, 70, 2, 0.3",
        "30, 0.11, 70, 2, 0",
        // The others move plainly.
        "30, 0, 70, 0.81, 0.3",
        "30, 0, 70, 0.79, 0",
        // And are a fifth at least.
        "79, 0, 21, 2, 0.79",
        "81, 0, 19, 2, 0",
        "0, 0, 100, 2, 0",
        "100, 0, 0, 2, 0",
    })
    void shouldCountPointsThatStandStillWhereOthersMove(
            int slow, double slowPx, int quick, double quickPx, double share) {
        // A pair in which the camera rests does not count.
        StandingPoints points = StandingPoints.of(List.of(pair(slow, slowPx, quick, quickPx), pair(100, 0, 0, 0)));
        assertEquals(share, points.share(), 1e-9);
    }

    @Test
    void shouldSayHowFarTheOthersMove() {
        StandingPoints points = StandingPoints.of(List.of(pair(30, 0, 70, 2), pair(40, 0, 60, 3), pair(50, 0, 50, 9)));
        assertEquals(0.4, points.share(), 1e-9);
        assertEquals(3, points.othersPx(), 1e-6);
        assertEquals(StandingPoints.NONE, StandingPoints.of(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.251, 0.84, PICTURE_COVERED",
        "0.249, 0.84,",
        // Picture and log agree all the same.
        "0.6, 0.86,",
    })
    void shouldSayThatThePictureIsCovered(double share, double score, @Nullable RefusalCode expected) {
        Evidence e = scored(
                score,
                RefusalCode.NO_PEAK,
                gyro(4, 200, MadeEvidence::lively),
                List.of(window(0, 45, MadeEvidence::lively)));
        Refusal refusal = new CoveredPicture()
                .look(seeing(e, new StandingPoints(share, 3)))
                .refusal();
        assertEquals(expected, refusal == null ? null : refusal.code());
    }
}
