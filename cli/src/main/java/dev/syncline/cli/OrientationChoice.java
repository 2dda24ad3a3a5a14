package dev.syncline.cli;

import dev.syncline.engine.motion.ImuOrientation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where the orientation of the log's axes comes from.
 *
 * @param given what the user says, null unless {@code source} is {@link Source#GIVEN}
 */
public record OrientationChoice(Source source, @Nullable ImuOrientation given) {
    /** Found from the motion. */
    static final OrientationChoice AUTO = new OrientationChoice(Source.FOUND, null);

    /** Who knows it. */
    public enum Source {
        /** The motion in the picture. */
        FOUND,
        /** The log itself. */
        DECLARED,
        /** The user. */
        GIVEN
    }

    /** What to hold a sync to, null to find it. */
    @Nullable
    ImuOrientation held(ImuOrientation declared) {
        return switch (source) {
            case FOUND -> null;
            case DECLARED -> declared;
            case GIVEN -> given;
        };
    }

    /** Reads {@code auto}, {@code declared} or letters such as {@code XYZ}. */
    public static final class Converter implements ITypeConverter<OrientationChoice> {
        @Override
        public OrientationChoice convert(String value) {
            return switch (value) {
                case "auto" -> AUTO;
                case "declared" -> new OrientationChoice(Source.DECLARED, null);
                default -> given(value);
            };
        }

        private static OrientationChoice given(String value) {
            try {
                return new OrientationChoice(Source.GIVEN, new ImuOrientation(value));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ", nor auto nor declared");
            }
        }
    }
}
