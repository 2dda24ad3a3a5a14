package dev.syncline.cli.console;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people type them, always with their unit: {@code 2s}, {@code 150ms}, {@code -93.2s}, {@code 1m30s}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final String NUMBER = "(\\d{1,15}(?:\\.\\d{1,9})?)";
    private static final Pattern FORM = Pattern.compile("([+-]?)(?:" + NUMBER + "h)?(?:" + NUMBER + "m(?!s))?(?:"
            + NUMBER + "s)?(?:" + NUMBER + "ms)?(?:" + NUMBER + "[uµ]s)?(?:" + NUMBER + "ns)?");
    private static final long[] UNIT_NS = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L};
    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+(\\.\\d*)?");

    @Override
    public Duration convert(String value) {
        String text = value.strip();
        if (PLAIN.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' has no unit: write " + text + "s or " + text + "ms");
        }
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches() || !Character.isLetter(text.charAt(text.length() - 1))) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time: expected a number and a unit, such as 2s, 150ms, -93.2s or 1m30s");
        }
        BigDecimal ns = BigDecimal.ZERO;
        for (int unit = 0; unit < UNIT_NS.length; unit++) {
            String number = matcher.group(2 + unit);
            if (number != null) {
                ns = ns.add(new BigDecimal(number).multiply(BigDecimal.valueOf(UNIT_NS[unit])));
            }
        }
        BigDecimal signed = matcher.group(1).equals("-") ? ns.negate() : ns;
        if (signed.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new TypeConversionException("'" + text + "' is longer than 292 years");
        }
        return Duration.ofNanos(signed.longValue());
    }
}
