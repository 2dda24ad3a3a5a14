package dev.syncline.engine.base.geometry;

import java.util.function.DoubleUnaryOperator;

/** Where a growing function takes a value: Newton's method, kept inside what is known of the place by halving. */
final class GrowingRoot {
    private static final int MAX_ITERATIONS = 60;

    private GrowingRoot() {}

    /**
     * {@return x with {@code function(x) = value}}
     *
     * @param function grows from 0 to {@code high}
     * @param slope its derivative
     * @param first where to begin
     * @param high the root lies below it; it lies above 0
     * @param absolute steps no longer than this end the search, together with {@code relative}
     * @param relative the same, as a share of x
     */
    static double of(
            DoubleUnaryOperator function,
            DoubleUnaryOperator slope,
            double value,
            double first,
            double high,
            double absolute,
            double relative) {
        double low = 0;
        double top = high;
        double x = first;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            double error = function.applyAsDouble(x) - value;
            if (error > 0) {
                top = x;
            } else {
                low = x;
            }
            double next = x - error / slope.applyAsDouble(x);
            if (!(next > low && next < top)) {
                next = (low + top) / 2;
            }
            if (Math.abs(next - x) <= absolute + relative * x) {
                return next;
            }
            x = next;
        }
        return x;
    }
}
