package dev.syncline.cli.sync;

import dev.syncline.cli.console.DurationConverter;
import dev.syncline.cli.console.MemorySize;
import dev.syncline.engine.api.SyncOptions.Orientation;
import dev.syncline.engine.api.SyncOptions.Readout;
import java.time.Duration;
import picocli.CommandLine;

/** How the words of a sync's options become values, wherever a sync is asked for. */
public final class SyncConverters {
    private SyncConverters() {}

    /** Teaches them to a command line and the commands that it has by now. */
    public static void register(CommandLine command) {
        command.registerConverter(Duration.class, new DurationConverter())
                .registerConverter(PointCount.class, new PointCount.Converter())
                .registerConverter(Orientation.class, new OrientationConverter())
                .registerConverter(Readout.class, new ReadoutConverter())
                .registerConverter(DeviceChoice.class, new DeviceChoice.Converter())
                .registerConverter(GyroflowSettings.class, new GyroflowSettingsReader())
                .registerConverter(MemorySize.class, new MemorySize.Converter())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
