package dev.syncline.cli.sync;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many sync points are wanted: a number, or between two as long as more of them help.
 *
 * @param least windows to begin with
 * @param most windows at most
 */
public record PointCount(int least, int most) {
    /** Three, and up to thirty-two. */
    static final PointCount AUTO = new PointCount(3, 32);

    /** Reads a number or {@code auto}. */
    public static final class Converter implements ITypeConverter<PointCount> {
        @Override
        public PointCount convert(String value) {
            if (value.equals("auto")) {
                return AUTO;
            }
            int count;
            try {
                count = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected a number from 1 to 500, or auto, got " + value);
            }
            if (count < 1 || count > 500) {
                throw new TypeConversionException("expected 1 to 500 points, or auto, got " + value);
            }
            return new PointCount(count, count);
        }
    }
}
