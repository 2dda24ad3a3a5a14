package dev.syncline.engine.base.statistics;

import java.util.Arrays;

/** The middle value; the mean of the two in the middle where their count is even. */
public final class Median {
    private Median() {}

    /** Of all values, at least one; sorts its argument. */
    public static double of(double[] values) {
        return ofFirst(values, values.length);
    }

    /** Of the first {@code n} values, at least one; sorts them. */
    public static double ofFirst(double[] values, int n) {
        Arrays.sort(values, 0, n);
        return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    }
}
