package dev.syncline.cli.capture;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Exposures as {@code rpicam-vid} takes them, in whole microseconds: a bare number is µs; 5000us, 5ms, 0.5s. */
final class ExposureConverter implements ITypeConverter<Long> {
    private static final Pattern EXPOSURE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(us|µs|ms|s|sec)?");

    @Override
    public Long convert(String text) {
        Matcher matcher = EXPOSURE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no exposure: expected µs, or a time like 5ms");
        }
        String unit = matcher.group(2);
        long scale = unit == null
                ? 1
                : switch (unit) {
                    case "ms" -> 1_000L;
                    case "s", "sec" -> 1_000_000L;
                    default -> 1L;
                };
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(scale))
                .longValue();
    }
}
