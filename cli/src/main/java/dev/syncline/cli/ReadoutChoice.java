package dev.syncline.cli;

import dev.syncline.engine.geometry.ReadoutDirection;
import dev.syncline.engine.geometry.RollingShutter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where the readout time comes from.
 *
 * @param given what the user says, null unless {@code source} is {@link Source#GIVEN}
 */
public record ReadoutChoice(Source source, @Nullable RollingShutter given) {
    /** The lens profile's or the log's; estimated where neither knows. */
    static final ReadoutChoice KNOWN = new ReadoutChoice(Source.KNOWN, null);

    /** Who knows it. */
    public enum Source {
        /** The lens profile or the log. */
        KNOWN,
        /** The user. */
        GIVEN,
        /** The motion in the picture. */
        ESTIMATED
    }

    /** Reads {@code auto} or a time such as {@code 16ms}, negative for bottom to top. */
    public static final class Converter implements ITypeConverter<ReadoutChoice> {
        @Override
        public ReadoutChoice convert(String value) throws Exception {
            if (value.equals("known")) {
                return KNOWN;
            }
            if (value.equals("auto")) {
                return new ReadoutChoice(Source.ESTIMATED, null);
            }
            Duration readout = new DurationConverter().convert(value);
            if (readout.abs().compareTo(Duration.ofSeconds(1)) >= 0) {
                throw new TypeConversionException("a readout takes less than 1s, got " + value);
            }
            return new ReadoutChoice(
                    Source.GIVEN,
                    new RollingShutter(
                            readout.abs().toNanos() * 1e-9,
                            readout.isNegative() ? ReadoutDirection.BOTTOM_TO_TOP : ReadoutDirection.TOP_TO_BOTTOM));
        }
    }
}
