package dev.syncline.engine.match.read;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as text with the unit in the column's name: {@code timestamp_ms}, {@code exposure_us}. */
enum TimeUnitName {
    NS("_ns", 0),
    US("_us", 3),
    MS("_ms", 6),
    S("_s", 9);

    /** Beyond 73 years sums of times could overflow. */
    private static final long LIMIT_NS = 1L << 61;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{0,30})?([eE][+-]?\\d{1,2})?");

    private final String ending;
    private final int decimals;

    TimeUnitName(String ending, int decimals) {
        this.ending = ending;
        this.decimals = decimals;
    }

    /**
     * The unit of a column whose name, without the unit, is one of these; ns where the name has none. Null where it is
     * another column.
     */
    static @Nullable TimeUnitName of(String column, String... names) {
        for (String name : names) {
            if (column.equals(name)) {
                return NS;
            }
            for (TimeUnitName unit : values()) {
                if (column.equals(name + unit.ending)) {
                    return unit;
                }
            }
        }
        return null;
    }

    /**
     * A time, ns.
     *
     * @throws NumberFormatException saying what is wrong with it
     */
    long toNs(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException("is no number");
        }
        if (this == NS && !text.chars().allMatch(c -> c != '.' && c != 'e' && c != 'E')) {
            throw new NumberFormatException("is no whole number of nanoseconds; name the column's unit, such as _s");
        }
        BigDecimal ns = new BigDecimal(text).scaleByPowerOfTen(decimals).setScale(0, RoundingMode.HALF_EVEN);
        if (ns.abs().compareTo(BigDecimal.valueOf(LIMIT_NS)) >= 0) {
            throw new NumberFormatException("is beyond 73 years; is the column's unit right?");
        }
        return ns.longValueExact();
    }
}
