package dev.syncline.engine.telemetry.blackbox;

import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.WholeLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Binary Blackbox logs of Betaflight, EmuFlight, INAV and Cleanflight; several flights may lie in one file. */
public final class BlackboxFormat implements TelemetryFormat {
    static final String NAME = "blackbox";

    /** What each flight begins with. */
    static final byte[] BEGIN = "H Product:Blackbox flight data recorder by".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Blackbox of Betaflight, EmuFlight, INAV (.bbl, .bfl, .txt)";
    }

    @Override
    public List<String> sidecarEndings() {
        return List.of("bbl", "bfl", "txt");
    }

    @Override
    public boolean detect(byte[] head) {
        return Flights.next(head, 0) < head.length;
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return flights(file, ReadOptions.PLAIN).facts();
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        requireNoColumns(file, options);
        return flights(file, options).read(options.recording());
    }

    private static void requireNoColumns(Path file, ReadOptions options) throws TelemetryFormatException {
        if (options.columns() != null) {
            throw new TelemetryFormatException(
                    String.valueOf(file.getFileName()), "", "a Blackbox log names its own fields: name no columns");
        }
    }

    @Override
    public Described describe(Path file, ReadOptions options) throws IOException {
        requireNoColumns(file, options);
        Flights flights = flights(file, options);
        return new Described(flights.read(options.recording()), flights.facts());
    }

    private static Flights flights(Path file, ReadOptions options) throws IOException {
        return new Flights(
                String.valueOf(file.getFileName()),
                WholeLog.read(file, "split it into its flights first"),
                options.allStreams());
    }
}
