package dev.syncline.engine.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as files carry them: rounded to a stated number of decimals, without an exponent or idle zeros. */
public final class Decimals {
    private Decimals() {}

    /**
     * {@return {@code value} rounded half to even; null where it is not finite}
     *
     * @param value any number
     * @param decimals places after the point, at most
     */
    public static @Nullable BigDecimal rounded(double value, int decimals) {
        return Double.isFinite(value)
                ? trimmed(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN))
                : null;
    }

    /**
     * {@return nanoseconds as milliseconds, exact: six decimals hold every one}
     *
     * @param ns any number of nanoseconds
     */
    public static BigDecimal msOf(long ns) {
        return trimmed(BigDecimal.valueOf(ns, 6));
    }

    /**
     * {@return nanoseconds as seconds, exact: nine decimals hold every one}
     *
     * @param ns any number of nanoseconds
     */
    public static BigDecimal secondsOf(long ns) {
        return trimmed(BigDecimal.valueOf(ns, 9));
    }

    /**
     * {@return seconds, or milliseconds, as nanoseconds, rounded half to even}
     *
     * @param value seconds or milliseconds
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
