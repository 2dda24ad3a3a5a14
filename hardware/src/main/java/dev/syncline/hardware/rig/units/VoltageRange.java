package dev.syncline.hardware.rig.units;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The high level of a logic line: what a source puts out, or what an input takes.
 *
 * @param lowV lowest, V
 * @param highV highest, V
 */
public record VoltageRange(double lowV, double highV) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)\\s*(?:V?\\s*(?:-|–|to)\\s*(\\d{1,3}(?:\\.\\d{1,3})?))?\\s*V");

    /** Two levels that are nominally equal differ by no more than this part of the smaller one. */
    private static final double TOLERANCE = 0.1;

    /** @throws IllegalArgumentException if the range is empty or not positive */
    public VoltageRange {
        if (!(lowV > 0) || !(highV >= lowV)) {
            throw new IllegalArgumentException("expected 0 < low <= high, found " + lowV + " to " + highV + " V");
        }
    }

    /**
     * Reads {@code 1.8V}, {@code 5 V}, {@code 10-24V}.
     *
     * @throws IllegalArgumentException if the text is no voltage: says what was expected
     */
    public static VoltageRange parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no voltage: expected volts with their unit, such as 1.8V or 10-24V");
        }
        double low = Double.parseDouble(matcher.group(1));
        return new VoltageRange(low, matcher.group(2) == null ? low : Double.parseDouble(matcher.group(2)));
    }

    /** Whether an input made for this range is happy with every level of a source; 10 % to either side is allowed. */
    public boolean accepts(VoltageRange source) {
        return source.lowV >= lowV * (1 - TOLERANCE) && source.highV <= highV * (1 + TOLERANCE);
    }

    /** Whether a source of this range would put more into an input than it is made for. */
    public boolean exceeds(VoltageRange input) {
        return highV > input.highV * (1 + TOLERANCE);
    }

    @Override
    public String toString() {
        return lowV == highV ? plain(lowV) + " V" : plain(lowV) + "–" + plain(highV) + " V";
    }

    private static String plain(double volts) {
        return BigDecimal.valueOf(volts).stripTrailingZeros().toPlainString();
    }
}
