package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.pipeline.Findings.Peak;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.sync.track.PointGrading;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule that refuses, just inside and just outside of its limit. */
class VerdictTest {
    private static @Nullable RefusalCode code(@Nullable Refusal refusal) {
        return refusal == null ? null : refusal.code();
    }

    private static double fact(@Nullable Refusal refusal, String name) {
        return Objects.requireNonNull(Objects.requireNonNull(refusal).facts().get(name), name);
    }

    @Test
    void shouldRefuseAPictureInWhichNothingCanBeFollowed() {
        assertEquals(RefusalCode.NOTHING_TO_FOLLOW, code(Verdict.ofPicture(List.of())));
        assertEquals(RefusalCode.NOTHING_TO_FOLLOW, code(Verdict.ofPicture(List.of(Findings.blind(1)))));
    }

    @ParameterizedTest
    @CsvSource({"0.00801,", "0.00799, NO_ROTATION"})
    void shouldRefuseAPictureThatTurnsEvenly(double changeRadS, @Nullable RefusalCode expected) {
        Refusal refusal = Verdict.ofPicture(
                List.of(Findings.window(0, 0.001), Findings.window(2, changeRadS), Findings.window(4, 0.002)));
        assertEquals(expected, code(refusal));
        if (expected != null) {
            assertEquals(Math.toDegrees(changeRadS), fact(refusal, "rate_deg_s"), 1e-4);
        }
    }

    /** A log that turns to and fro once a second, by 1 rad/s about its mean. */
    private static GyroTrack log(double seconds, double quietUntilS) {
        int n = (int) (seconds * 1000);
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            times[i] = i * 1_000_000L;
            double amplitude = i * 1e-3 < quietUntilS ? 0.5 : 1;
            rates[0][i] = (float) (0.3 + amplitude * Math.sqrt(2) * Math.sin(2 * Math.PI * i * 1e-3));
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.305,", "0, 0.295, PICTURE_STABILISED", "4, 0.153,", "4, 0.147, PICTURE_STABILISED"})
    void shouldRefuseAPictureThatTurnsFarLessThanTheLogsQuietestStretch(
            double quietUntilS, double changeRadS, @Nullable RefusalCode expected) {
        Refusal refusal = Verdict.ofTurning(
                List.of(Findings.window(0, 0.01), Findings.window(2, changeRadS)), log(12, quietUntilS));
        assertEquals(expected, code(refusal));
        if (expected != null) {
            assertEquals(Math.toDegrees(changeRadS), fact(refusal, "picture_deg_s"), 1e-3);
            assertEquals(Math.toDegrees(quietUntilS > 0 ? 0.5 : 1), fact(refusal, "log_deg_s"), 1);
        }
    }

    @Test
    void shouldSayNothingOfTurningWhereThereIsNothingToCompare() {
        assertNull(Verdict.ofTurning(List.of(Findings.blind(0)), log(12, 0)));
        assertNull(Verdict.ofTurning(List.of(Findings.window(0, 0.01)), log(0.9, 0)), "a log shorter than a window");
    }

    @ParameterizedTest
    @CsvSource({
        // Alike: what the rival leaves unexplained against what the peak does, and against the grid.
        "0.999, 0.9966, AMBIGUOUS",
        "0.999, 0.9964,",
        "0.98, 0.9716, AMBIGUOUS",
        // Below a plain rival its own chance counts too: here it is 1e-30·e^66, too likely.
        "0.979, 0.9699,",
        "0.98, 0.9701, AMBIGUOUS",
    })
    void shouldTakeARivalThatFitsAlikeForARepetitionWhateverItsChance(
            double score, double rival, @Nullable RefusalCode expected) {
        Refusal refusal = Verdict.ofPeak(
                Peak.PLAIN.score(score).chance(1e-30).margin(66, 1).offset(rival));
        assertEquals(expected, code(refusal), () -> String.valueOf(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        // The chance that there is no relation, with the turn given.
        "0.95, 0.99e-6, 8, 1,",
        "0.95, 1.01e-6, 8, 1, NO_PEAK",
        // The score.
        "0.7501, 1e-9, 8, 1,",
        "0.7499, 1e-9, 8, 1, NO_PEAK",
        // The margin over the rival, in scales of the null.
        "0.95, 1e-9, 4.01, 1,",
        "0.95, 1e-9, 3.99, 1, AMBIGUOUS",
        "0.95, 1e-9, 10.01, 2.5,",
        "0.95, 1e-9, 9.99, 2.5, AMBIGUOUS",
    })
    void shouldBelieveAPeakOnlyWithinItsLimits(
            double score, double chance, double margin, double scale, @Nullable RefusalCode expected) {
        Refusal refusal = Verdict.ofPeak(
                Peak.PLAIN.score(score).chance(chance).margin(margin, scale).offset());
        assertEquals(expected, code(refusal));
        if (expected != null) {
            assertEquals(score, fact(refusal, "score"));
            assertEquals(0.5, fact(refusal, "rival"));
        }
        if (expected == RefusalCode.NO_PEAK) {
            assertEquals(chance, fact(refusal, "chance"));
        }
    }

    /** Of all turns, the share within θ of one of the 24 square ones. */
    private static double squareShare(double angleRad) {
        return 24 * (angleRad - Math.sin(angleRad)) / Math.PI;
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "3.9, 4", "4.1, 4.1", "12, 12", "19, 19"})
    void shouldCountATurnThatCameOutSquare(double tiltDeg, double countsAsDeg) {
        double share = squareShare(Math.toRadians(countsAsDeg));
        Peak found = Peak.PLAIN.turnFound(Math.toRadians(tiltDeg));
        assertNull(Verdict.ofPeak(found.chance(0.99e-6 / share).offset()));
        assertEquals(
                RefusalCode.NO_PEAK,
                code(Verdict.ofPeak(found.chance(1.01e-6 / share).offset())));
    }

    @Test
    void shouldNeverMakeAChanceLargerForATurn() {
        // 60° off: any turn is that near to a square one, and the chance stays what it is.
        Peak found = Peak.PLAIN.turnFound(Math.toRadians(60));
        assertNull(Verdict.ofPeak(found.chance(0.99e-6).offset()));
        assertEquals(
                RefusalCode.NO_PEAK, code(Verdict.ofPeak(found.chance(1.01e-6).offset())));
    }

    @ParameterizedTest
    @CsvSource({"0.901, 0.99e-8, true", "0.899, 0.99e-8, false", "0.901, 1.01e-8, false"})
    void shouldAskMoreOfAPeakThatStandsAlone(double score, double chance, boolean plain) {
        assertEquals(
                plain, Verdict.isPlain(Peak.PLAIN.score(score).chance(chance).offset()));
    }

    @ParameterizedTest
    @CsvSource({
        "19.99, false, 0,",
        "20.01, false, 0, MOUNTED_ASKEW",
        "20.01, true, 0,",
        "0, false, 0.5999,",
        "0, false, -0.5999,",
        "0, false, 0.6001, IMPOSSIBLE_BIAS",
        "0, false, -0.6001, IMPOSSIBLE_BIAS",
        "0, true, 0.6001, IMPOSSIBLE_BIAS",
    })
    void shouldRefuseWhatNoSensorIs(
            double tiltDeg, boolean turnGiven, double biasRadS, @Nullable RefusalCode expected) {
        for (int axis = 0; axis < 3; axis++) {
            double[] bias = {0.01, -0.01, 0.01};
            bias[axis] = biasRadS;
            Refusal refusal =
                    Verdict.ofRefinement(Findings.refinement(bias, List.of()), Math.toRadians(tiltDeg), turnGiven);
            assertEquals(expected, code(refusal), "axis " + axis);
            if (expected == RefusalCode.MOUNTED_ASKEW) {
                assertEquals(tiltDeg, fact(refusal, "tilt_deg"), 1e-9);
            } else if (expected != null) {
                assertEquals(Math.toDegrees(0.6001), fact(refusal, "bias_deg_s"), 1e-9);
            }
        }
    }

    private static SyncPoint point(Quality quality, double sigmaMs) {
        return new SyncPoint(0, 0, 0, sigmaMs * 1e6, 0.9, 0.5, quality, Double.NaN);
    }

    @Test
    void shouldTellContradictionFromWantOfWindows() {
        Refusal apart = Verdict.ofPoints(
                List.of(point(Quality.DOUBTFUL, 2), point(Quality.GOOD, 0.4), point(Quality.BAD, 0.1)));
        assertEquals(RefusalCode.WINDOWS_DISAGREE, apart.code());
        assertEquals(0.4, fact(apart, "best_sigma_ms"), 1e-12);
        for (SyncPoint useless :
                List.of(point(Quality.BAD, 0.1), point(Quality.GOOD, 0), point(Quality.GOOD, Double.NaN))) {
            assertEquals(
                    RefusalCode.ONE_WINDOW_UNCHECKED,
                    code(Verdict.ofPoints(List.of(useless, point(Quality.DOUBTFUL, 2)))));
        }
    }

    private static Refinement halves(double apartMs, double sigmaMs) {
        return Findings.refinement(
                new double[3],
                List.of(Findings.refined(1, -800, sigmaMs, 1), Findings.refined(2, -800 + apartMs, sigmaMs, 1)));
    }

    private static @Nullable RefusalCode single(Peak peak, double score, @Nullable Refinement halves) {
        List<TrackedWindow> used = List.of(Findings.window(0, 0.5));
        Refinement whole = Findings.refinement(new double[3], List.of(Findings.refined(0.5, -800, 0.1, 1)));
        return code(Verdict.ofSingle(peak.offset(), Findings.refined(used, whole, score, halves)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.901, 0.99e-8, 0, 0.1,",
        "0.899, 0.99e-8, 0, 0.1, ONE_WINDOW_UNCLEAR",
        "0.901, 1.01e-8, 0, 0.1, ONE_WINDOW_UNCLEAR",
        // Three standard errors of the difference.
        "0.95, 1e-9, 0.42, 0.1,",
        "0.95, 1e-9, 0.43, 0.1, HALVES_DISAGREE",
        "0.95, 1e-9, -0.42, 0.1,",
        "0.95, 1e-9, -0.43, 0.1, HALVES_DISAGREE",
        "0.95, 1e-9, 0, NaN, HALVES_DISAGREE",
    })
    void shouldHoldASingleWindowToItsHalves(
            double score, double chance, double apartMs, double sigmaMs, @Nullable RefusalCode expected) {
        assertEquals(expected, single(Peak.PLAIN.chance(chance), score, halves(apartMs, sigmaMs)));
    }

    @Test
    void shouldRefuseASingleWindowThatCannotBeCutInTwo() {
        assertEquals(RefusalCode.ONE_WINDOW_TOO_SHORT, single(Peak.PLAIN, 0.99, null));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0, 0.135", "0.1, 0.2, 0.135", "0.1, 0.4, 0.2", "0.1, -0.4, 0.2"})
    void shouldMakeErrorBarsNoSmallerThanHalfOfWhatTheHalvesAreApart(
            double sigmaMs, double apartMs, double expectedMs) {
        Refinement.Window window = Findings.refined(0.5, -800, sigmaMs, 1);
        assertEquals(expectedMs * 1e6, Verdict.sigmaNs(window, halves(apartMs, sigmaMs)), 1e-3);
        assertEquals(1.35 * sigmaMs * 1e6, Verdict.sigmaNs(window, null), 1e-3, "wider as a rule");
        assertEquals(1.35 * sigmaMs, Verdict.sigma(sigmaMs), 1e-12);
    }

    private static @Nullable RefusalCode answer(List<SyncPoint> points, int windows, double biasRadS) {
        List<TrackedWindow> used = java.util.stream.IntStream.range(0, windows)
                .mapToObj(i -> Findings.window(2 * i, 0.5))
                .toList();
        Refinement refinement = Findings.refinement(new double[] {biasRadS, 0, 0}, List.of());
        Grading grading = new Grading(PointGrading.grade(points, List.of()), 0);
        Refined refined = Findings.refined(used, refinement, 0.95, halves(0, 0.1));
        return code(Verdict.ofAnswer(grading, refined, refinement, Peak.PLAIN.offset(), 0, false));
    }

    @Test
    void shouldAnswerByTwoGoodPointsOrOneThatStandsAlone() {
        SyncPoint first = new SyncPoint(1_000_000_000L, 0, 0, 1e5, 0.9, 0.5, Quality.GOOD, Double.NaN);
        SyncPoint second = new SyncPoint(9_000_000_000L, 0, 0, 1e5, 0.9, 0.5, Quality.GOOD, Double.NaN);
        SyncPoint weak = second.graded(Quality.DOUBTFUL, Double.NaN, 1e5);
        assertNull(answer(List.of(first, second), 2, 0));
        assertEquals(RefusalCode.IMPOSSIBLE_BIAS, answer(List.of(first, second), 2, 0.7));
        assertNull(answer(List.of(first), 1, 0), "alone, and checked by its halves");
        assertEquals(RefusalCode.IMPOSSIBLE_BIAS, answer(List.of(first), 1, 0.7));
        assertEquals(RefusalCode.WINDOWS_DISAGREE, answer(List.of(first, weak), 2, 0), "one good of two is not alone");
        assertEquals(RefusalCode.ONE_WINDOW_UNCHECKED, answer(List.of(weak), 1, 0));
    }

    @Test
    void shouldMeasureChangeAboutTheMean() {
        assertEquals(
                0.25,
                Verdict.changeRadS(
                        Objects.requireNonNull(Findings.window(0, 0.25, 3).rates())),
                1e-6);
        assertEquals(
                0,
                Verdict.changeRadS(
                        Objects.requireNonNull(Findings.window(0, 0, 3).rates())),
                1e-6);
    }

    @Test
    void shouldWriteItsReasonsInOneSentenceWithoutOptions() {
        Refusal refusal = Verdict.ofPeak(Peak.PLAIN.score(0.31).offset());
        assertNotNull(refusal);
        assertEquals(
                "no offset stands out: score 0.31 at the likeliest offset, 0.50 elsewhere (chance of that without any"
                        + " relation: 1e-12); is it the right log, and is the video free of in-camera stabilisation?",
                refusal.text());
        for (Refusal other : List.of(Verdict.ofNoOverlap(), Verdict.ofNoWindow(), refusal)) {
            assertFalse(other.text().contains("--"), other.text());
            assertTrue(other.text().lines().count() == 1);
        }
    }

    @Test
    void shouldBelieveWhatLiesExactlyOnALimit() {
        assertNull(
                Verdict.ofPeak(Peak.PLAIN.score(0.75).chance(1e-6).margin(4, 1).offset()));
        assertTrue(Verdict.isPlain(Peak.PLAIN.score(0.9).chance(1e-8).offset()));
        assertNull(single(Peak.PLAIN.chance(1e-8), 0.9, halves(0, 0.1)));
        assertNull(Verdict.ofRefinement(
                Findings.refinement(new double[] {0.6, 0, 0}, List.of()), Math.toRadians(20), false));
    }

    @Test
    void shouldGiveTheDistanceOfTheHalvesAsAFact() {
        List<TrackedWindow> used = List.of(Findings.window(0, 0.5));
        Refinement whole = Findings.refinement(new double[3], List.of(Findings.refined(0.5, -800, 0.1, 1)));
        Refusal refusal = Verdict.ofSingle(Peak.PLAIN.offset(), Findings.refined(used, whole, 0.95, halves(7, 0.1)));
        assertEquals(7, fact(refusal, "apart_ms"), 1e-6);
        assertEquals(
                "only one window tells the offset, and its halves contradict each other by 7.00 ms",
                Objects.requireNonNull(refusal).text());
        assertTrue(Verdict.ofPoints(List.of(point(Quality.DOUBTFUL, 2), point(Quality.GOOD, 0.4)))
                .text()
                .contains("(the best is good for ± 0.4 ms)"));
    }

    @ParameterizedTest
    @CsvSource({
        // Frames last 10 ms here.
        "10.19, 0,",
        "10.21, 0, IMPOSSIBLE_READOUT",
        "-10.19, 0,",
        "-10.21, 0, IMPOSSIBLE_READOUT",
        // 0.1 ms is 0.135 with what error bars are widened by, and three of it count.
        "10.60, 0.1,",
        "10.61, 0.1, IMPOSSIBLE_READOUT",
    })
    void shouldRefuseAReadoutLongerThanAFrame(double readoutMs, double sigmaMs, @Nullable RefusalCode expected) {
        SyncPoint first = new SyncPoint(1_000_000_000L, 0, 0, 1e5, 0.9, 0.5, Quality.GOOD, Double.NaN);
        SyncPoint second = new SyncPoint(9_000_000_000L, 0, 0, 1e5, 0.9, 0.5, Quality.GOOD, Double.NaN);
        List<TrackedWindow> used = List.of(Findings.window(0, 0.5), Findings.window(8, 0.5));
        Refinement refinement = Findings.refinement(new double[3], List.of(), readoutMs * 1e-3, sigmaMs * 1e-3);
        Grading two = new Grading(PointGrading.grade(List.of(first, second), List.of()), 0);
        Refusal refusal = Verdict.ofAnswer(
                two, Findings.refined(used, refinement, 0.8, null), refinement, Peak.PLAIN.offset(), 0, false);
        assertEquals(expected, code(refusal), () -> String.valueOf(refusal));
        if (expected != null) {
            assertEquals(readoutMs, fact(refusal, "readout_ms"), 1e-9);
            assertEquals(10, fact(refusal, "frame_ms"), 1e-9);
        }
    }

    @Test
    void shouldAskASinglePeakOnlyWhereASingleWindowCarriesTheAnswer() {
        SyncPoint first = new SyncPoint(1_000_000_000L, 0, 0, 1e5, 0.9, 0.5, Quality.GOOD, Double.NaN);
        SyncPoint second = new SyncPoint(9_000_000_000L, 0, 0, 1e5, 0.9, 0.5, Quality.GOOD, Double.NaN);
        List<TrackedWindow> used = List.of(Findings.window(0, 0.5), Findings.window(8, 0.5));
        Refinement refinement = Findings.refinement(new double[3], List.of());
        Grading two = new Grading(PointGrading.grade(List.of(first, second), List.of()), 0);
        // Without halves a single window is refused; two good points need none.
        assertNull(Verdict.ofAnswer(
                two, Findings.refined(used, refinement, 0.8, null), refinement, Peak.PLAIN.offset(), 0, false));
        Grading one = new Grading(PointGrading.grade(List.of(first), List.of()), 0);
        assertEquals(
                RefusalCode.ONE_WINDOW_TOO_SHORT,
                code(Verdict.ofAnswer(
                        one,
                        Findings.refined(List.of(used.getFirst()), refinement, 0.95, null),
                        refinement,
                        Peak.PLAIN.offset(),
                        0,
                        false)));
    }
}
