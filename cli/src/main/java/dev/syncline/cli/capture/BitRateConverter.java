package dev.syncline.cli.capture;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bit rates as {@code rpicam-vid} takes them: 10000000, 10000kbps, 10mbps. */
final class BitRateConverter implements ITypeConverter<Long> {
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(bps|kbps|mbps|gbps)?");

    @Override
    public Long convert(String text) {
        Matcher matcher = RATE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no bit rate: expected one like 10000000 or 10mbps");
        }
        String unit = matcher.group(2);
        long scale = unit == null
                ? 1
                : switch (unit) {
                    case "kbps" -> 1_000L;
                    case "mbps" -> 1_000_000L;
                    case "gbps" -> 1_000_000_000L;
                    default -> 1L;
                };
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(scale))
                .longValue();
    }
}
