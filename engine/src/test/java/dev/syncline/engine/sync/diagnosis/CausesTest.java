package dev.syncline.engine.sync.diagnosis;

import static dev.syncline.engine.sync.diagnosis.MadeEvidence.evidence;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.gyro;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cause, just inside and just outside of its limit. */
class CausesTest {
    private static @Nullable RefusalCode code(Finding finding) {
        return code(finding.refusal());
    }

    private static @Nullable RefusalCode code(@Nullable Refusal refusal) {
        return refusal == null ? null : refusal.code();
    }

    @ParameterizedTest
    @CsvSource({"0, LOG_HARDLY_TURNS", "0.001,"})
    void shouldSayThatAnAxisHoldsOneValue(double shake, @Nullable RefusalCode expected) {
        GyroTrack gyro = gyro(4, 200, (a, s) -> a == 1 ? 0.02 + shake * Math.sin(s) : MadeEvidence.lively(a, s));
        assertEquals(expected, code(new DeadAxes().look(evidence(gyro))));
    }

    @ParameterizedTest
    @CsvSource({"0.045, LOG_HARDLY_TURNS", "0.055,"})
    void shouldSayThatALogHardlyTurns(double share, @Nullable RefusalCode expected) {
        // A tone whose period a window holds exactly turns alike everywhere.
        MadeEvidence.Rate tone = (a, s) -> 0.5 * Math.sin(2 * Math.PI * 2 * s);
        GyroTrack gyro = gyro(10, 1000, (a, s) -> share * tone.at(a, s) * 1.00735);
        assertEquals(expected, code(new StillLog().look(evidence(gyro, window(0, 45, tone)))));
    }

    @ParameterizedTest
    @CsvSource({"22.4, LOG_TOO_COARSE", "22.6,"})
    void shouldSayThatALogIsTooCoarse(double hz, @Nullable RefusalCode expected) {
        Evidence e = evidence(gyro(4, hz, MadeEvidence::lively), window(0, 45, MadeEvidence::lively));
        assertEquals(expected, code(new CoarseLog().look(e)));
    }

    @ParameterizedTest
    @CsvSource({"0.21, LOG_SATURATED", "0.19,"})
    void shouldSayThatTheGyroIsAtItsLimit(double seconds, @Nullable RefusalCode expected) {
        List<MotionLog.TimeSpan> spans = List.of(new MotionLog.TimeSpan(0, Math.round(seconds * 1e9)));
        assertEquals(expected, code(new Saturated().look(evidence(gyro(10.001, 1000, MadeEvidence::lively), spans))));
    }

    @ParameterizedTest
    @CsvSource({"5, REPEATED_FRAMES", "4,"})
    void shouldCountPicturesThatRepeatTheOneBefore(int repeated, @Nullable RefusalCode expected) {
        VisualRates w = window(0, 100, (a, s) -> 0.4);
        for (int i = 0; i < repeated; i++) {
            for (int a = 0; a < 3; a++) {
                w.rates()[a][3 + 7 * i] = 0;
            }
        }
        assertEquals(expected, code(new RepeatedFrames().look(evidence(gyro(4, 200, MadeEvidence::lively), w))));
    }

    @ParameterizedTest
    @CsvSource({"0.029, REPEATED_FRAMES", "0.032,"})
    void shouldTakeAPictureForRepeatedOnlyWhereItHardlyTurns(double share, @Nullable RefusalCode expected) {
        VisualRates w = window(0, 100, (a, s) -> 0.4);
        for (int i = 0; i < 6; i++) {
            for (int a = 0; a < 3; a++) {
                w.rates()[a][3 + 7 * i] = (float) (0.4 * share);
            }
        }
        assertEquals(expected, code(new RepeatedFrames().look(evidence(gyro(4, 200, MadeEvidence::lively), w))));
    }

    @ParameterizedTest
    @CsvSource({"1.9, MOTION_TOO_WEAK", "2.1,"})
    void shouldSayThatTheMotionIsWeak(double changeDegS, @Nullable RefusalCode expected) {
        double peak = Math.toRadians(changeDegS) * Math.sqrt(2);
        VisualRates w = window(0, 45, (a, s) -> a == 0 ? peak * Math.sin(2 * Math.PI * 2 * s) : 0);
        assertEquals(expected, code(new WeakMotion().look(evidence(gyro(4, 200, MadeEvidence::lively), w))));
        assertNull(code(new WeakMotion().look(evidence(gyro(4, 200, MadeEvidence::lively)))), "nothing was seen");
    }

    @ParameterizedTest
    @CsvSource({"0.29, PICTURE_STABILISED", "0.31,", "2.4,", "2.6, OTHER_SPEED"})
    void shouldSayThatPictureAndLogTurnByTooDifferentAmounts(double share, @Nullable RefusalCode expected) {
        MadeEvidence.Rate tone = (a, s) -> 0.5 * Math.sin(2 * Math.PI * 2 * s);
        VisualRates w = window(0, 45, (a, s) -> share * 0.9927 * tone.at(a, s));
        assertEquals(expected, code(new TurnsApart().look(evidence(gyro(10, 1000, tone), w))));
    }

    private static AxisGains gains(double tilt, double pan, double roll) {
        return new AxisGains(new double[] {tilt, pan, roll}, 0, 0.99, new double[] {0.4, 0.4, 0.2}, false);
    }

    @ParameterizedTest
    @CsvSource({
        "0.82, 0.82, 1, PICTURE_STABILISED",
        "0.84, 0.84, 1,",
        "0.1, 0.1, 1, PICTURE_STABILISED",
        "1.19, 1.19, 1,",
        "1.22, 1.22, 1, IMPOSSIBLE_LENS",
        "0.5, 0.5, 0.5, LOG_SCALE",
        "0.5, 0.8, 1, LOG_SCALE",
        "1, 2.5, 1, LOG_SCALE",
    })
    void shouldTellWhyAxesDiffer(double tilt, double pan, double roll, @Nullable RefusalCode expected) {
        Evidence e = evidence(gyro(4, 200, MadeEvidence::lively));
        assertEquals(expected, code(StretchedAxes.judged(e, gains(tilt, pan, roll))));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, false",
        "0.5, 0.5, 0.5, 1, false",
        "1.39, 1.39, 1, 1, false",
        "1.42, 1.42, 1, 1, true",
        "1.6, 1.6, 1, 1.6, false",
        "3, 3, 1, 1.6, true",
        "1, 1.38, 1.2, 1, false",
        "1, 1.42, 1.2, 1, true",
    })
    void shouldHoldAmountsAgainstAnAnswer(double tilt, double pan, double roll, double focalScale, boolean refused) {
        Evidence e = evidence(gyro(4, 200, MadeEvidence::lively));
        Refusal refusal = Implausible.of(gains(tilt, pan, roll), e, focalScale);
        assertEquals(refused, refusal != null, () -> String.valueOf(refusal));
        AxisGains unclear = new AxisGains(new double[] {3, 3, 1}, 0, 0.79, new double[] {0.4, 0.4, 0.2}, false);
        assertNull(Implausible.of(unclear, e, 1));
    }

    @Test
    void shouldMeasureHowMuchOfEachTurnThePictureShows() {
        GyroTrack log = gyro(10, 1000, MadeEvidence::lively);
        // Log axes right, up, back; the camera's y and z point the other way. Boxes of a frame take out a little.
        VisualRates w = window(2, 90, (a, s) -> (a == 0 ? 0.5 : a == 1 ? -0.5 : -1) * MadeEvidence.lively(a, s + 1.5));
        AxisGains gains = AxisGains.at(-1.5e9, List.of(w), log);
        assertNotNull(gains);
        assertEquals(0.5, gains.gain()[0], 0.02);
        assertEquals(0.5, gains.gain()[1], 0.02);
        assertEquals(1, gains.gain()[2], 0.04);
        assertEquals(1, gains.explained(), 0.01);
        assertNotNull(OpticalStabilisation.of(gains));
    }
}
