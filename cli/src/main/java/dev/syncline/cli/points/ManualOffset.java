package dev.syncline.cli.points;

import java.math.BigDecimal;
import picocli.CommandLine.Option;

/** The offset that a hand gives a point. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class ManualOffset {
    @Option(
            names = "--offset",
            required = true,
            paramLabel = "MS",
            converter = OffsetConverter.class,
            description = "video less log, milliseconds, or a time such as -93.2s; in a project the value that Gyroflow"
                    + " shows")
    private BigDecimal offsetMs;

    double ms() {
        return offsetMs.doubleValue();
    }
}
