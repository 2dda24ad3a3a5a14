package dev.syncline.engine.sync.diagnosis;

import static dev.syncline.engine.sync.diagnosis.MadeEvidence.evidence;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.gyro;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.leaving;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.lively;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.scored;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.window;
import static dev.syncline.engine.sync.diagnosis.MadeEvidence.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Causes that are found by trying another search, just inside and just outside of their limits. */
class TriedCausesTest {
    private static final GyroTrack LOG = gyro(30, 200, MadeEvidence::lively);

    /** Log axes as the body's: right, up, back; the camera's y and z point the other way. */
    private static double seen(int axis, double s) {
        return (axis == 0 ? 1 : -1) * lively(axis, s);
    }

    /** Four windows at an offset, and noise in them. */
    private static List<VisualRates> windows(double offsetS, double noise) {
        Random random = new Random(5);
        MadeEvidence.Rate rate = (a, s) -> seen(a, s - offsetS) + noise * random.nextGaussian();
        return List.of(window(0, 75, rate), window(3, 75, rate), window(6, 75, rate), window(9, 75, rate));
    }

    private static @Nullable RefusalCode code(Finding finding) {
        Refusal refusal = finding.refusal();
        return refusal == null ? null : refusal.code();
    }

    private static OffsetRange range(double fromS, double toS) {
        return new OffsetRange(fromS * 1e9, toS * 1e9);
    }

    @ParameterizedTest
    @CsvSource({
        "0.8501, 1e-7, 0.6, true",
        "0.8499, 1e-7, 0.6, false",
        "0.95, 1.01e-7, 0.6, false",
        // 1 − 0.95² = 0.0975: what stood there before must leave twice that.
        "0.95, 1e-9, 0.897, true",
        "0.95, 1e-9, 0.898, false",
    })
    void shouldTakeSomethingElseOnlyWhereItFitsFarBetter(double score, double p, double before, boolean better) {
        assertEquals(better, Fit.isFarBetter(score, p, before));
    }

    private static double scoreOf(List<VisualRates> windows, @Nullable Matrix3 turn) {
        CoarseOffset peak = new OffsetSearch(LOG, turn).find(windows, OffsetRange.ALL);
        assertNotNull(peak);
        return peak.score();
    }

    @ParameterizedTest
    @CsvSource({
        // The offset is −7.5 s.
        "-7.49, 4, OUTSIDE_SEARCH",
        "-7.51, 4,",
        "-12, -7.51, OUTSIDE_SEARCH",
        "-12, -7.49,",
    })
    void shouldSayThatTheOffsetLiesOutsideOfTheSearch(double fromS, double toS, @Nullable RefusalCode expected) {
        Evidence e = within(scored(0.5, RefusalCode.NO_PEAK, LOG, windows(-7.5, 0)), range(fromS, toS), null);
        Finding finding = new OutsideSearch().look(e);
        assertEquals(expected, code(finding), finding::text);
        if (expected != null) {
            assertEquals(
                    new Remedy.SearchAbout(-7_500_000_000L, 1_000_000_000L),
                    finding.refusal() == null ? null : finding.refusal().remedy());
        }
    }

    @Test
    void shouldSayThatTheOffsetLiesOutsideOnlyWhereItFitsFarBetterThere() {
        List<VisualRates> windows = windows(-7.5, 0.03);
        double there = scoreOf(windows, null);
        for (boolean better : new boolean[] {true, false}) {
            double inside = leaving(better ? 2.02 : 1.98, there);
            Evidence e = within(scored(inside, RefusalCode.NO_PEAK, LOG, windows), range(-5, 5), null);
            assertEquals(better ? RefusalCode.OUTSIDE_SEARCH : null, code(new OutsideSearch().look(e)));
        }
        assertNull(code(new OutsideSearch().look(evidence(LOG, window(0, 45, TriedCausesTest::seen)))), "all searched");
        assertNull(code(new OutsideSearch().look(within(evidence(LOG), range(-1, 1), null))), "nothing seen");
    }

    @Test
    void shouldSayThatTheAxesLieInAnotherWayOnlyWhereTheyFitFarBetter() {
        List<VisualRates> windows = windows(-7.5, 0.03);
        double free = scoreOf(windows, null);
        ImuOrientation other = new ImuOrientation("XYZ");
        for (boolean better : new boolean[] {true, false}) {
            double held = leaving(better ? 2.02 : 1.98, free);
            Evidence e = within(scored(held, RefusalCode.NO_PEAK, LOG, windows), OffsetRange.ALL, other);
            Finding finding = new HeldOrientation().look(e);
            assertEquals(better ? RefusalCode.WRONG_ORIENTATION : null, code(finding), finding::text);
        }
        Evidence found = scored(0.2, RefusalCode.NO_PEAK, LOG, windows);
        assertNull(code(new HeldOrientation().look(found)), "no orientation was given");
        assertNull(code(new HeldOrientation().look(within(evidence(LOG), OffsetRange.ALL, other))), "nothing seen");
    }

    /** Windows of a video that plays so many times slower than it was filmed. */
    private static List<VisualRates> slower(double times) {
        MadeEvidence.Rate rate = (a, s) -> seen(a, 8 + s / times) / times;
        return List.of(window(0, 60, rate), window(4, 60, rate), window(8, 60, rate));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.25, 1.5, 3, 0.6})
    void shouldNameASpeedThatASyncDoesNotTry(double times) {
        Finding finding = new OtherSpeed().look(scored(0.5, RefusalCode.NO_PEAK, LOG, slower(times)));
        assertEquals(RefusalCode.OTHER_SPEED, code(finding), finding::text);
        Refusal refusal = finding.refusal();
        assertNotNull(refusal);
        assertEquals(1 / times, refusal.facts().getOrDefault("speed", 0.0), 2e-3 / times);
    }

    @Test
    void shouldNameASpeedOnlyWhereTheLogFitsNoOther() {
        List<VisualRates> seen = slower(3);
        assertEquals(
                RefusalCode.OTHER_SPEED, code(new OtherSpeed().look(scored(0.849, RefusalCode.NO_PEAK, LOG, seen))));
        assertNull(code(new OtherSpeed().look(scored(0.851, RefusalCode.NO_PEAK, LOG, seen))), "it fits as it plays");
        assertNull(
                code(new OtherSpeed().look(scored(0.5, RefusalCode.NO_PEAK, LOG, seen.subList(0, 1)))), "one window");
        assertNull(code(new OtherSpeed().look(scored(0.5, RefusalCode.NO_PEAK, LOG, slower(7)))), "no usual speed");
    }

    /** Four windows, from the third of which on the offset is another. */
    private static List<VisualRates> stepped(double stepS) {
        MadeEvidence.Rate before = (a, s) -> seen(a, s + 7.5);
        MadeEvidence.Rate after = (a, s) -> seen(a, s + 7.5 - stepS);
        return List.of(window(0, 45, before), window(3, 45, before), window(6, 45, after), window(9, 45, after));
    }

    @ParameterizedTest
    @CsvSource({
        "0.062, CLOCK_JUMPS",
        "-0.062, CLOCK_JUMPS",
        "0.058,",
        "-0.058,",
        "1.7, CLOCK_JUMPS",
    })
    void shouldSayThatTheOffsetJumpsWhereItDoesSoByEnough(double stepS, @Nullable RefusalCode expected) {
        Finding finding = new ClockStep().look(scored(0.5, RefusalCode.NO_PEAK, LOG, stepped(stepS)));
        assertEquals(expected, code(finding), finding::text);
        Refusal refusal = finding.refusal();
        if (refusal != null) {
            assertEquals(1e3 * stepS, refusal.facts().getOrDefault("step_ms", 0.0), 1);
            assertEquals(3.73, refusal.facts().getOrDefault("from_s", 0.0), 0.8);
            assertEquals(6.73, refusal.facts().getOrDefault("to_s", 0.0), 0.8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.849, NO_PEAK, CLOCK_JUMPS",
        "0.851, NO_PEAK,",
        // Two offsets that fit alike may be those on either side.
        "0.851, AMBIGUOUS, CLOCK_JUMPS",
    })
    void shouldLookForAJumpWhereTheClipFitsNoOneOffset(double score, RefusalCode own, @Nullable RefusalCode expected) {
        assertEquals(expected, code(new ClockStep().look(scored(score, own, LOG, stepped(1.7)))));
    }
}
