package dev.syncline.cli.points;

import dev.syncline.cli.console.DurationConverter;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An offset as Gyroflow's field takes it, a plain number of milliseconds, or a time with its unit. */
final class OffsetConverter implements ITypeConverter<BigDecimal> {
    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{0,9})?");

    /** Half a year: beyond this a number is a slip. */
    private static final BigDecimal MOST_MS = new BigDecimal("16e9");

    @Override
    public BigDecimal convert(String value) {
        String text = value.strip();
        BigDecimal ms = PLAIN.matcher(text).matches()
                ? new BigDecimal(text)
                : BigDecimal.valueOf(new DurationConverter().convert(text).toNanos(), 6);
        if (ms.abs().compareTo(MOST_MS) > 0) {
            throw new TypeConversionException("'" + text + "' is more than half a year: expected milliseconds, such as"
                    + " -12.5, or a time such as -93.2s");
        }
        return ms;
    }
}
