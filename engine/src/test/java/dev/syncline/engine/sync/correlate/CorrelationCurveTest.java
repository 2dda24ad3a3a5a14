package dev.syncline.engine.sync.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CorrelationCurveTest {
    private static CorrelationCurve of(float... score) {
        float[] evidence = new float[score.length];
        for (int i = 0; i < score.length; i++) {
            evidence[i] = OffsetScan.evidence(score[i], 50);
        }
        return new CorrelationCurve(-100, 2.5, score, evidence);
    }

    @Test
    void shouldPlaceItsEntriesOnTheOffsets() {
        CorrelationCurve curve = of(0.1f, 0.2f, 0.3f);
        assertEquals(3, curve.size());
        assertEquals(-95, curve.offsetNs(2));
    }

    @Test
    void shouldFindThePeakAndTheBestOutsideIt() {
        CorrelationCurve curve = of(0.3f, 0.1f, 0.5f, 0.9f, 0.8f, 0.2f, 0.7f, 0.1f);
        assertEquals(3, curve.peak());
        assertEquals(6, curve.peakOutside(2, 5));
        assertEquals(0, curve.peakOutside(2, 7));
        assertEquals(-1, curve.peakOutside(0, 7));
    }

    @Test
    void shouldHaveNoPeakWhereNothingOverlapsOrAgrees() {
        assertEquals(-1, of(Float.NaN, Float.NaN).peak());
        assertEquals(-1, of(-0.4f, 0f, -0.1f).peak());
        assertEquals(-1, of().peak());
        assertEquals(1, of(Float.NaN, 0.2f, Float.NaN).peak());
    }

    @Test
    void shouldEndALobeWhereTheCurveRisesAgain() {
        CorrelationCurve curve = of(0.9f, 0.3f, 0.5f, 0.7f, 1f, 0.8f, 0.6f, 0.3f, 0.1f, 0.05f, 0.6f);
        assertEquals(1, curve.lobeEnd(4, -1, 1));
        assertEquals(8, curve.lobeEnd(4, 1, 1));
        assertEquals(0, curve.lobeEnd(4, -1, 4), "at least the least width");
        assertEquals(10, curve.lobeEnd(10, 1, 3));
    }

    @Test
    void shouldEndALobeWhereNothingIsKnown() {
        assertEquals(2, of(0.1f, 0.9f, 0.8f, Float.NaN, 0.7f).lobeEnd(1, 1, 1));
    }

    @Test
    void shouldFindAParabolasTopBetweenEntries() {
        for (double top : new double[] {3.0, 3.2, 2.55, 3.49}) {
            float[] score = new float[7];
            for (int i = 0; i < 7; i++) {
                score[i] = (float) (0.9 - 0.02 * (i - top) * (i - top));
            }
            CorrelationCurve curve = of(score);
            assertEquals(top, curve.peak() + curve.subSample(curve.peak()), 1e-4);
        }
    }

    @Test
    void shouldStayAtTheEntryWhereNoParabolaHasATop() {
        assertEquals(0, of(0.5f, 0.4f).subSample(0));
        assertEquals(0, of(0.4f, 0.5f).subSample(1));
        assertEquals(0, of(0.5f, 0.5f, 0.5f).subSample(1));
        assertEquals(0, of(Float.NaN, 0.5f, 0.4f).subSample(1));
        assertTrue(Math.abs(of(0.1f, 0.5f, 0.499f).subSample(1)) <= 0.5);
    }

    @Test
    void shouldHoldMoreEvidenceForMoreDataAndForABetterScore() {
        assertTrue(OffsetScan.evidence(0.9, 100) > OffsetScan.evidence(0.9, 50));
        assertTrue(OffsetScan.evidence(0.95, 50) > OffsetScan.evidence(0.9, 50));
        assertEquals(0, OffsetScan.evidence(-0.9, 50));
        assertEquals(0, OffsetScan.evidence(Double.NaN, 50));
        assertTrue(Float.isFinite(OffsetScan.evidence(1, 50)));
        assertEquals(-25 * Math.log(1 - 0.25), OffsetScan.evidence(0.5, 50), 1e-5);
    }
}
