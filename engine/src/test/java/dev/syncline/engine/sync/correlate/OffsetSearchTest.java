package dev.syncline.engine.sync.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetSearchTest {
    private static final double FPS = 30;
    private static final int FRAMES = 45;
    private static final double NOISE = 0.02;
    private static final Matrix3 TURN = new ImuOrientation("XYZ").toCamera();

    private static List<VisualRates> windows(
            SineRates rates, Matrix3 turn, double offsetS, double stretch, double noise, double... fromS) {
        List<VisualRates> out = new ArrayList<>();
        for (double from : fromS) {
            out.add(rates.window(from, FRAMES, FPS, turn, offsetS, stretch, noise, Double.doubleToLongBits(from)));
        }
        return out;
    }

    private static CoarseOffset find(GyroTrack log, Matrix3 turn, List<VisualRates> windows) {
        return Objects.requireNonNull(new OffsetSearch(log, turn).find(windows, OffsetRange.ALL));
    }

    private static CoarseOffset findTurnToo(GyroTrack log, List<VisualRates> windows) {
        return Objects.requireNonNull(new OffsetSearch(log, null).find(windows, OffsetRange.ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"YxZ", "XYZ", "Yzx", "XZy"})
    void shouldFindTheLagWhateverTheOrientation(String letters) {
        Matrix3 turn = new ImuOrientation(letters).toCamera();
        SineRates rates = SineRates.shaken(1, 0.4, 0.3, 0.2);
        CoarseOffset found = findTurnToo(rates.log(0, 30, 200), windows(rates, turn, -7.12345, 1, NOISE, 1, 5, 9));
        assertEquals(-7.12345e9, found.offsetNs(), 1e6);
        assertEquals(0, turn.angleToRad(found.turn()), 0.03);
        assertTrue(found.pValue() < 1e-6, "p = " + found.pValue());
        assertTrue(found.score() > 0.99, "score " + found.score());
        assertTrue(found.evidence() > 3 * found.rivalEvidence(), found.evidence() + ", " + found.rivalEvidence());
        assertEquals(1, found.gain(), 0.03);
        assertEquals(3, found.windowPeaks().size());
    }

    @Test
    void shouldFindTheSameLagWithTheTurnGiven() {
        SineRates rates = SineRates.shaken(2, 0.3, 0.4, 0.2);
        GyroTrack log = rates.log(0, 30, 200);
        List<VisualRates> windows = windows(rates, TURN, -3.3, 1, NOISE, 2, 8);
        assertEquals(-3.3e9, find(log, TURN, windows).offsetNs(), 1e6);
        assertEquals(TURN, find(log, TURN, windows).turn());
        // Held to a wrong one, it finds nothing that fits as well.
        double wrong = find(log, ImuOrientation.BODY.toCamera(), windows).score();
        assertTrue(wrong < 0.9, "score " + wrong);
    }

    @Test
    void shouldFindALogThatBeganLongBefore() {
        SineRates rates = SineRates.shaken(3, 0.4, 0.3, 0.2);
        CoarseOffset found = findTurnToo(rates.log(0, 360, 100), windows(rates, TURN, -312.75, 1, NOISE, 0.5, 8));
        assertEquals(-312.75e9, found.offsetNs(), 1e6);
        assertTrue(found.pValue() < 1e-6);
    }

    @Test
    void shouldFindALogOnAClockFarFromZero() {
        SineRates rates = SineRates.shaken(4, 0.4, 0.3, 0.2);
        double start = 947_848;
        CoarseOffset found =
                findTurnToo(rates.log(start, start + 25, 200), windows(rates, TURN, -start - 5, 1, NOISE, 1, 6));
        assertEquals((-start - 5) * 1e9, found.offsetNs(), 1e6);
    }

    @Test
    void shouldFindTheLagOverGaps() {
        SineRates rates = SineRates.shaken(5, 0.4, 0.3, 0.2);
        // Half of the first window's log is missing, and bits of the others'.
        GyroTrack log = rates.log(0, 30, 200, s -> (s > 4.5 && s < 5.3) || (s > 9.2 && s < 9.4) || (s > 20 && s < 23));
        CoarseOffset found = findTurnToo(log, windows(rates, TURN, -4, 1, NOISE, 0.5, 5, 9));
        assertEquals(-4e9, found.offsetNs(), 1e6);
        assertTrue(found.pValue() < 1e-5, "p = " + found.pValue());
    }

    @Test
    void shouldFindALogThatCoversPartOfTheClip() {
        SineRates rates = SineRates.shaken(6, 0.4, 0.3, 0.2);
        // The log begins when the clip is at 4.2 s: the first window has none, the second its last third only.
        CoarseOffset found = findTurnToo(rates.log(0, 20, 200), windows(rates, TURN, 4.2, 1, NOISE, 0.5, 3.2, 9));
        assertEquals(4.2e9, found.offsetNs(), 1e6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {250e-6, -180e-6})
    void shouldFollowTheDriftOfALongClip(double drift) {
        SineRates rates = SineRates.shaken(7, 0.4, 0.3, 0.2);
        GyroTrack log = rates.log(0, 320, 100);
        List<VisualRates> windows = windows(rates, TURN, -2, 1 + drift, NOISE, 5, 100, 300);
        CoarseOffset found = findTurnToo(log, windows);
        for (VisualRates w : windows) {
            double videoS = w.middleNs() * 1e-9;
            double truthS = videoS - (videoS + 2) / (1 + drift);
            assertEquals(truthS * 1e9, found.offsetNsAt(w.middleNs()), 8e6, "at " + videoS + " s");
        }
        assertEquals(drift, found.drift(), 20e-6);
        assertTrue(found.pValue() < 1e-6, "p = " + found.pValue());
        assertTrue(found.score() > 0.95, "score " + found.score());
    }

    @Test
    void shouldSearchOnlyWhereItIsTold() {
        SineRates rates = SineRates.shaken(8, 0.4, 0.3, 0.2);
        OffsetSearch search = new OffsetSearch(rates.log(0, 40, 200), null);
        List<VisualRates> windows = windows(rates, TURN, -12, 1, NOISE, 1, 5);
        CoarseOffset near = Objects.requireNonNull(search.find(windows, new OffsetRange(-13e9, -11e9)));
        assertEquals(-12e9, near.offsetNs(), 1e6);
        CoarseOffset away = Objects.requireNonNull(search.find(windows, new OffsetRange(-25e9, -20e9)));
        assertTrue(away.offsetNs() >= -25e9 && away.offsetNs() <= -20e9);
        assertTrue(away.pValue() > 1e-4, "p = " + away.pValue());
        assertNull(search.find(windows, new OffsetRange(50e9, 60e9)), "no overlap, no answer");
        assertNull(search.find(windows, new OffsetRange(-200e9, -100e9)));
    }

    /** The specification's table: rough offset, search size, and what they scan together. */
    @ParameterizedTest
    @CsvSource({"0, 5, -5, 5", "15, 2, 13, 17", "-30, 10, -40, -20"})
    void shouldScanFromRoughLessSizeToRoughAndSize(int roughS, int sizeS, int fromS, int toS) {
        SineRates rates = SineRates.shaken(10, 0.4, 0.3, 0.2);
        OffsetSearch search = new OffsetSearch(rates.log(0, 100, 100), TURN);
        OffsetRange range = OffsetRange.about(roughS * 1_000_000_000L, sizeS * 1_000_000_000L);
        for (double truthS : new double[] {fromS + 0.1, roughS, toS - 0.1}) {
            List<VisualRates> windows = windows(rates, TURN, truthS, 1, NOISE, 50 + truthS, 54 + truthS);
            assertEquals(
                    truthS * 1e9,
                    Objects.requireNonNull(search.find(windows, range)).offsetNs(),
                    1e6);
        }
        for (double truthS : new double[] {fromS - 0.1, toS + 0.1}) {
            List<VisualRates> windows = windows(rates, TURN, truthS, 1, NOISE, 50 + truthS, 54 + truthS);
            CoarseOffset found = Objects.requireNonNull(search.find(windows, range));
            assertTrue(found.offsetNs() >= fromS * 1e9 && found.offsetNs() <= toS * 1e9, found::toString);
        }
    }

    @Test
    void shouldSayThatARepeatedMotionFitsTwice() {
        SineRates rates = SineRates.shaken(9, 0.4, 0.3, 0.2);
        // The log holds the same twelve seconds twice.
        GyroTrack once = rates.log(0, 12, 200);
        int n = once.size();
        long[] t = new long[2 * n];
        float[][] r = new float[3][2 * n];
        for (int i = 0; i < 2 * n; i++) {
            t[i] = once.timeNs(i % n) + (i < n ? 0 : 12_005_000_000L);
            r[0][i] = once.x(i % n);
            r[1][i] = once.y(i % n);
            r[2][i] = once.z(i % n);
        }
        CoarseOffset found =
                findTurnToo(new GyroTrack(t, r[0], r[1], r[2]), windows(rates, TURN, -1, 1, NOISE, 1, 4, 8));
        assertTrue(found.rival() > 0.99, "rival " + found.rival());
        assertTrue(found.evidence() - found.rivalEvidence() < 0.1 * found.evidence());
    }

    /**
     * p-values must mean what they say: over pairs of clip and log that have nothing to do with each other, small ones
     * are as rare as they claim, or rarer.
     */
    @Test
    void shouldRarelyGiveASmallPValueWithoutRelation() {
        int seeds = 200;
        int below = 0;
        double least = 1;
        for (int seed = 0; seed < seeds; seed++) {
            SineRates camera = SineRates.shaken(1000 + seed, 0.3, 0.4, 0.2);
            SineRates other = SineRates.shaken(5000 + seed, 0.4, 0.3, 0.2);
            double p = findTurnToo(other.log(0, 20, 100), windows(camera, TURN, 0, 1, NOISE, 1, 6))
                    .pValue();
            below += p < 0.05 ? 1 : 0;
            least = Math.min(least, p);
        }
        assertTrue(below < 0.1 * seeds, below + " of " + seeds + " p-values are below 0.05");
        assertTrue(least > 1e-4, "smallest p-value " + least);
    }

    @Test
    void shouldScanEveryOffsetThatItIsAskedFor() {
        SineRates rates = SineRates.shaken(10, 0.4, 0.3, 0.2);
        OffsetScan scan = new OffsetScan(
                windows(rates, TURN, -3, 1, NOISE, 1, 4), BoxAveragedRates.of(rates.log(0, 100, 100)), null, 4e6);
        OffsetScan.Curves curves = scan.scan(-80e9, 1e9); // more lags than are worked on at a time
        CorrelationCurve joint = curves.joint();
        assertTrue(joint.size() > 1 << 14);
        assertTrue(joint.stepNs() <= 4e6);
        assertEquals(1e9, joint.offsetNs(joint.size() - 1), joint.stepNs());
        int peak = joint.peak();
        assertEquals(-3e9, joint.offsetNs(peak) + joint.subSample(peak) * joint.stepNs(), 1e6);
        // A scan of a small stretch gives the same numbers.
        double from = joint.offsetNs(peak - 40);
        CorrelationCurve part = scan.scan(from, from + 80 * joint.stepNs() + 1).joint();
        assertEquals(81, part.size());
        for (int i = 0; i < 81; i++) {
            assertEquals(joint.score()[peak - 40 + i], part.score()[i], 2e-4);
        }
        for (CorrelationCurve one : curves.perWindow()) {
            assertEquals(-3e9, one.offsetNs(one.peak()), joint.stepNs());
            for (float s : one.score()) {
                assertTrue(Float.isNaN(s) || Math.abs(s) <= 1);
            }
        }
    }

    @Test
    void shouldNotScoreOffsetsWithoutOverlap() {
        SineRates rates = SineRates.shaken(11, 0.4, 0.3, 0.2);
        OffsetScan scan = new OffsetScan(
                windows(rates, TURN, 0, 1, NOISE, 0), BoxAveragedRates.of(rates.log(0, 5, 100)), null, 4e6);
        CorrelationCurve joint = scan.scan(-30e9, 30e9).joint();
        assertTrue(Float.isNaN(joint.score()[0]) && Float.isNaN(joint.score()[joint.size() - 1]));
        assertEquals(0, joint.evidence()[0]);
        OffsetRange whole = scan.wholeRange();
        assertEquals(-5e9, whole.firstNs(), 1);
        assertEquals((FRAMES - 1) / FPS * 1e9, whole.lastNs(), 1);
    }

    @Test
    void shouldRefuseToSlideNothing() {
        SineRates rates = SineRates.shaken(12, 1, 1, 1);
        BoxAveragedRates log = BoxAveragedRates.of(rates.log(0, 5, 100));
        assertNotNull(assertThrows(IllegalArgumentException.class, () -> new OffsetScan(List.of(), log, null, 4e6)));
        assertThrows(IllegalArgumentException.class, () -> new VisualRates(0, 0, new float[3][5], new float[5]));
        assertThrows(IllegalArgumentException.class, () -> new VisualRates(0, 1, new float[3][4], new float[5]));
    }

    @Test
    void shouldCountAnIntervalWithoutAnEstimateForNothing() {
        SineRates rates = SineRates.shaken(13, 0.4, 0.3, 0.2);
        VisualRates w = rates.window(2, FRAMES, FPS, TURN, -3, 1, 0.005, 1);
        for (int i = 10; i < 22; i++) {
            w.weight()[i] = 0;
            for (int a = 0; a < 3; a++) {
                w.rates()[a][i] = a == 0 ? 50 : -30;
            }
        }
        assertEquals(FRAMES - 12, w.weightSum(), 1e-9);
        CoarseOffset found = findTurnToo(rates.log(0, 20, 200), List.of(w));
        assertEquals(-3e9, found.offsetNs(), 1.5e6);
    }

    /** Offsets of the finest grid, 4 ms and less, as many as are looked at. */
    @Test
    void shouldTellHowLongARangeCanBe() {
        assertEquals(((1 << 28) - 1) * 4e6, OffsetSearch.longestRangeNs(20e6), 1);
        assertEquals(((1 << 28) - 1) * (25e6 / 7), OffsetSearch.longestRangeNs(25e6), 1);
        assertEquals(((1 << 28) - 1) * 3e6, OffsetSearch.longestRangeNs(3e6), 1);
    }
}
