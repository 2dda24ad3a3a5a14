package dev.syncline.engine.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as files carry them: rounded to a stated number of decimals, without an exponent or idle zeros. */
public final class Decimals {
    private Decimals() {}

    /** {@code value} to {@code decimals} places; null where it is not finite. */
    public static @Nullable BigDecimal rounded(double value, int decimals) {
        return Double.isFinite(value)
                ? trimmed(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN))
                : null;
    }

    /** Nanoseconds as milliseconds, exact: six decimals hold every one. */
    public static BigDecimal msOf(long ns) {
        return trimmed(BigDecimal.valueOf(ns, 6));
    }

    /** Nanoseconds as seconds, exact: nine decimals hold every one. */
    public static BigDecimal secondsOf(long ns) {
        return trimmed(BigDecimal.valueOf(ns, 9));
    }

    /**
     * Seconds, or milliseconds, back to nanoseconds.
     *
     * @param decimalsOfNs 9 for seconds, 6 for milliseconds
     * @throws ArithmeticException when the number does not fit
     */
    public static long nsOf(BigDecimal value, int decimalsOfNs) {
        // A hostile exponent such as 1e999999999 must not be expanded digit by digit.
        if (value.precision() - (long) value.scale() > 19) {
            throw new ArithmeticException("out of range");
        }
        return value.setScale(decimalsOfNs, RoundingMode.HALF_EVEN)
                .movePointRight(decimalsOfNs)
                .longValueExact();
    }

    /** No idle zeros, but one decimal at least: 8 is written 8.0, as any number that need not be whole. */
    private static BigDecimal trimmed(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1) : stripped;
    }
}
