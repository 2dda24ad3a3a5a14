package dev.syncline.cli.capture;

import dev.syncline.cli.console.DurationConverter;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Times as {@code rpicam-vid} takes them: with a unit (20s, 5sec, 500ms, 2min), and a bare number is milliseconds.
 * Everywhere else in Syncline a time needs its unit; here scripts that were written for rpicam-vid must keep working.
 */
public final class CaptureTimeConverter implements ITypeConverter<Duration> {
    private static final Pattern BARE = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

    @Override
    public Duration convert(String value) {
        String text = value.strip();
        if (BARE.matcher(text).matches()) {
            text += "ms";
        }
        // rpicam-vid's own words for what is s and m here.
        text = text.replaceFirst("(?<=\\d)sec$", "s").replaceFirst("(?<=\\d)min$", "m");
        Duration duration = new DurationConverter().convert(text);
        if (duration.isNegative()) {
            throw new TypeConversionException(
                    "'" + value + "' is negative: expected 0 or a length of time such as 20s");
        }
        return duration;
    }
}
