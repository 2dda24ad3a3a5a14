package dev.syncline.engine.sync.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NullTailTest {
    /** A curve whose local maxima are exponential with a mean of {@code scale}. */
    private static CorrelationCurve exponential(int maxima, double scale, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] e = new float[2 * maxima + 1];
        for (int i = 0; i < maxima; i++) {
            e[2 * i + 1] = (float) (-scale * Math.log(random.nextDouble()));
        }
        return new CorrelationCurve(0, 1, new float[e.length], e);
    }

    @Test
    void shouldMeasureAnExponentialTail() {
        NullTail tail = NullTail.of(exponential(20_000, 3, 1));
        assertEquals(20_000, tail.maxima());
        assertEquals(3, tail.scale(), 0.2);
        assertEquals(3 * Math.log(10), tail.threshold(), 0.2);
        // One maximum: exp(−20/3); the highest of a hundred: nearly a hundred times that.
        assertEquals(Math.exp(-20 / 3.0), tail.pValue(20, 1), 0.3 * Math.exp(-20 / 3.0));
        assertEquals(100 * tail.pValue(20, 1), tail.pValue(20, 100), 0.1 * tail.pValue(20, 100));
    }

    @Test
    void shouldFallWithEvidenceAndRiseWithTheNumberOfTries() {
        NullTail tail = NullTail.of(exponential(300, 2, 2));
        double before = 1.1;
        for (double e = 0; e < 200; e += 2) {
            double p = tail.pValue(e, 300);
            assertTrue(p >= 0 && p <= before, "at " + e + ": " + p);
            assertTrue(tail.pValue(e, 600) >= p);
            before = p;
        }
        assertTrue(tail.pValue(60, 300) < 1e-6);
        assertTrue(tail.pValue(60, 300) > 0, "no p-value is rounded to nothing");
        assertEquals(1, tail.pValue(0, 300), 1e-9);
    }

    @Test
    void shouldClaimNothingFromTooFewMaxima() {
        NullTail tail = NullTail.of(exponential(4, 2, 3));
        assertEquals(1, tail.pValue(1e6, 10));
        assertEquals(
                1,
                NullTail.of(new CorrelationCurve(0, 1, new float[9], new float[9]))
                        .pValue(100, 1));
    }

    @Test
    void shouldGiveAPValueFromAFewMaxima() {
        NullTail tail = NullTail.of(exponential(12, 2, 4));
        double p = tail.pValue(tail.threshold() + 10 * tail.scale(), 12);
        assertTrue(p > 0 && p < 0.01, "p = " + p);
    }
}
