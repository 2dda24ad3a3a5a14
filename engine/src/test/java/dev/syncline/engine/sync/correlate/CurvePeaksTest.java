package dev.syncline.engine.sync.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a scan against the whole of it: the same numbers, bit for bit. */
class CurvePeaksTest {
    private static final Matrix3 TURN = new ImuOrientation("XYZ").toCamera();

    private record Both(OffsetScan.Curves whole, OffsetScan.Peaks kept, NullTail tail) {}

    private static Both scan(int windows, boolean turnGiven) {
        SineRates rates = SineRates.shaken(21, 0.4, 0.3, 0.2);
        GyroTrack log = rates.log(0, 70, 200, s -> (s > 14 && s < 14.6) || (s > 33 && s < 36));
        List<VisualRates> all = List.of(
                rates.window(1, 45, 30, TURN, -12.3, 1, 0.05, 1),
                rates.window(4, 45, 30, TURN, -12.3, 1, 0.05, 2),
                rates.window(7.01, 40, 30, TURN, -12.3, 1, 0.05, 3));
        OffsetScan scan =
                new OffsetScan(all.subList(0, windows), BoxAveragedRates.of(log), turnGiven ? TURN : null, 4e6);
        OffsetRange range = scan.wholeRange();
        return new Both(
                scan.scan(range.firstNs(), range.lastNs()),
                scan.peaks(range.firstNs(), range.lastNs()),
                scan.tail(range.firstNs(), range.lastNs()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldKnowWhatTheWholeCurveKnows(int windows) {
        Both both = scan(windows, windows == 1);
        compare(both.whole().joint(), both.kept().joint());
        for (int w = 0; w < windows; w++) {
            compare(both.whole().perWindow().get(w), both.kept().perWindow().get(w));
        }
        assertEquals(NullTail.of(both.whole().joint()), both.tail());
        assertTrue(both.tail().maxima() > 50);
    }

    private static void compare(CorrelationCurve whole, CurvePeaks kept) {
        assertEquals(whole.size(), kept.size());
        assertTrue(whole.size() > 3 * 2304, "more than a few blocks are wanted, got " + whole.size());
        int peak = whole.peak();
        assertEquals(peak, kept.peak());
        assertEquals(whole.offsetNs(peak), kept.offsetNs(peak), 1e-3);
        assertEquals(whole.subSample(peak), kept.subSample(peak), 1e-12);
        for (int minWidth : new int[] {0, 13, 500}) {
            int low = whole.lobeEnd(peak, -1, minWidth);
            int high = whole.lobeEnd(peak, 1, minWidth);
            assertEquals(low, kept.lobeEnd(peak, -1, minWidth));
            assertEquals(high, kept.lobeEnd(peak, 1, minWidth));
            int rival = whole.peakOutside(low, high);
            assertEquals(rival, kept.peakOutside(low, high));
            assertEquals(whole.score()[rival], kept.score(rival));
            assertEquals(whole.evidence()[rival], kept.evidence(rival));
        }
        assertEquals(whole.peakOutside(0, whole.size() - 1), kept.peakOutside(0, whole.size() - 1));
        assertEquals(whole.peakOutside(100, 9000), kept.peakOutside(100, 9000));
        for (int at = 0; at < whole.size(); at += 611) {
            assertEquals(whole.score()[at], kept.score(at));
            assertEquals(whole.evidence()[at], kept.evidence(at));
        }
        int[] highest = kept.highest();
        assertEquals(12, highest.length);
        assertEquals(peak, highest[0]);
        for (int i = 1; i < highest.length; i++) {
            assertTrue(whole.evidence()[highest[i]] <= whole.evidence()[highest[i - 1]]);
        }
        double[] offsets = kept.outlineOffsetsNs();
        float[] scores = kept.outlineScores();
        int stride = Math.max(1, whole.size() / 1500);
        assertEquals((whole.size() + stride - 1) / stride, offsets.length);
        for (int i = 0; i < offsets.length; i++) {
            float best = Float.NaN;
            for (int j = i * stride; j < Math.min(whole.size(), (i + 1) * stride); j++) {
                best = Float.isNaN(best) || whole.score()[j] > best ? whole.score()[j] : best;
            }
            assertEquals(best, scores[i]);
            assertTrue(i == 0 || offsets[i] > offsets[i - 1]);
        }
    }
}
