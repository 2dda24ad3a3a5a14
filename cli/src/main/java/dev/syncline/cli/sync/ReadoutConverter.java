package dev.syncline.cli.sync;

import dev.syncline.cli.console.DurationConverter;
import dev.syncline.engine.api.SyncOptions.Readout;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code auto} or a time such as {@code 16ms}, negative for bottom to top. */
public final class ReadoutConverter implements ITypeConverter<Readout> {
    @Override
    public Readout convert(String value) throws Exception {
        if (value.equals("known")) {
            return new Readout.Known();
        }
        if (value.equals("auto")) {
            return new Readout.Estimated();
        }
        Duration readout = new DurationConverter().convert(value);
        if (readout.abs().compareTo(Duration.ofSeconds(1)) >= 0) {
            throw new TypeConversionException("a readout takes less than 1s, got " + value);
        }
        return new Readout.Given(new RollingShutter(
                readout.abs().toNanos() * 1e-9,
                readout.isNegative() ? ReadoutDirection.BOTTOM_TO_TOP : ReadoutDirection.TOP_TO_BOTTOM));
    }
}
