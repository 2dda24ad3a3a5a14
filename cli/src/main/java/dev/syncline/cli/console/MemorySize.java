package dev.syncline.cli.console;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of memory, as Java's own options write it: {@code 256m}, {@code 2g}. */
public record MemorySize(long bytes) {
    /** Reads a number with its unit. */
    public static final class Converter implements ITypeConverter<MemorySize> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,6})([mg])");

        @Override
        public MemorySize convert(String value) {
            Matcher parts = FORM.matcher(value.toLowerCase(Locale.ROOT));
            if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
                throw new TypeConversionException("expected an amount of memory such as 256m or 2g, got " + value);
            }
            return new MemorySize(
                    Long.parseLong(parts.group(1)) << (parts.group(2).equals("m") ? 20 : 30));
        }
    }
}
