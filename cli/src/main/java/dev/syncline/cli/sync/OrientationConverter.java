package dev.syncline.cli.sync;

import dev.syncline.engine.api.SyncOptions.Orientation;
import dev.syncline.engine.motion.ImuOrientation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code auto}, {@code declared} or letters such as {@code yXz}. */
public final class OrientationConverter implements ITypeConverter<Orientation> {
    @Override
    public Orientation convert(String value) {
        return switch (value) {
            case "auto" -> new Orientation.Found();
            case "declared" -> new Orientation.Declared();
            default -> given(value);
        };
    }

    private static Orientation given(String value) {
        try {
            return new Orientation.Given(new ImuOrientation(value));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage() + ", nor auto nor declared");
        }
    }
}
