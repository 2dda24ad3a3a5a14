package dev.syncline.engine.base.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectionTest {
    @Test
    void shouldGiveTheMiddleOfTheSortedValues() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 1; n < 300; n++) {
            double[] values = new double[n + 5];
            for (int i = 0; i < values.length; i++) {
                // Many are alike, and those behind n are not to be looked at.
                values[i] = i < n ? random.nextInt(n) : -1e9;
            }
            double[] sorted = Arrays.copyOf(values, n);
            Arrays.sort(sorted);
            assertEquals(sorted[n / 2], Selection.median(values, n), "n=" + n);
        }
    }

    @Test
    void shouldEndWhateverItIsGiven() {
        double[] values = {Double.NaN, 2, Double.POSITIVE_INFINITY, Double.NaN, -1, 7};
        Selection.median(values, values.length);
        assertEquals(4, Selection.median(new double[] {4, 4, 4, 4}, 4));
    }
}
