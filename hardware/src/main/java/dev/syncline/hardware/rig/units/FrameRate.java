package dev.syncline.hardware.rig.units;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames or pulses a second as an exact fraction, so that the k-th edge and the slot of a time are exact however long a
 * rig runs.
 *
 * @param numerator frames, positive, without a common divisor
 * @param denominator in this many seconds, positive
 */
public record FrameRate(long numerator, long denominator) {
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,9})/(\\d{1,9})");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
    private static final long SECOND_NS = 1_000_000_000L;

    /** @throws IllegalArgumentException if a part is not positive */
    public FrameRate {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException("a rate must be above zero, found " + numerator + "/" + denominator);
        }
        long divisor = BigInteger.valueOf(numerator)
                .gcd(BigInteger.valueOf(denominator))
                .longValueExact();
        numerator /= divisor;
        denominator /= divisor;
    }

    /**
     * Reads {@code 30}, {@code 29.97}, {@code 30000/1001}, each with or without {@code fps} or {@code Hz}.
     *
     * @throws IllegalArgumentException if the text is no rate: says what was expected
     */
    public static FrameRate parse(String text) {
        String bare = text.strip().replaceFirst("(?i)\\s*(fps|hz)$", "");
        Matcher fraction = FRACTION.matcher(bare);
        try {
            if (fraction.matches()) {
                return new FrameRate(Long.parseLong(fraction.group(1)), Long.parseLong(fraction.group(2)));
            }
            if (DECIMAL.matcher(bare).matches()) {
                return new FrameRate(new BigDecimal(bare).movePointRight(6).longValueExact(), 1_000_000L);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no rate: it must be above zero", e);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no rate: expected frames a second, such as 30, 29.97 or 30000/1001");
    }

    /** Frames a second. */
    public double hertz() {
        return (double) numerator / denominator;
    }

    /** Time between two frames, ns, not rounded. */
    public double periodNs() {
        return (double) SECOND_NS * denominator / numerator;
    }

    /** The time of edge {@code k} after edge 0, ns, rounded down; exact for every k, so no drift builds up. */
    public long edgeNs(long k) {
        return floorDivide(
                BigInteger.valueOf(k).multiply(BigInteger.valueOf(denominator)).multiply(BigInteger.valueOf(SECOND_NS)),
                BigInteger.valueOf(numerator));
    }

    /** The slot that a time lies in: the number of whole periods since time zero, rounded down. */
    public long slotAt(long timeNs) {
        return floorDivide(
                BigInteger.valueOf(timeNs).multiply(BigInteger.valueOf(numerator)),
                BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(SECOND_NS)));
    }

    /** How far another rate is off this one, in millionths; positive when the other is faster. */
    public double ppmTo(FrameRate other) {
        return (other.hertz() / hertz() - 1) * 1e6;
    }

    private static long floorDivide(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return floor.longValueExact();
    }

    /** As people write it: {@code 30}, {@code 29.97} or {@code 30000/1001}. */
    @Override
    public String toString() {
        if (denominator == 1) {
            return Long.toString(numerator);
        }
        // A fraction that ends within six digits reads better as a decimal number.
        return 1_000_000L % denominator == 0
                ? BigDecimal.valueOf(numerator)
                        .divide(BigDecimal.valueOf(denominator))
                        .toPlainString()
                : numerator + "/" + denominator;
    }
}
