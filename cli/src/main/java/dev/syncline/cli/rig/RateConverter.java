package dev.syncline.cli.rig;

import dev.syncline.hardware.rig.units.FrameRate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rates as people type them: {@code 30}, {@code 29.97}, {@code 30000/1001}. */
final class RateConverter implements ITypeConverter<FrameRate> {
    @Override
    public FrameRate convert(String value) {
        try {
            return FrameRate.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
