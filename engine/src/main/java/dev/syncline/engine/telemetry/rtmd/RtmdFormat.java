package dev.syncline.engine.telemetry.rtmd;

import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The track {@code rtmd} in the videos of Sony's cameras. */
public final class RtmdFormat implements TelemetryFormat {
    static final String NAME = "rtmd";

    private static final ReadOptions LENIENT = ReadOptions.PLAIN.lenient(true);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Sony real-time metadata (in videos)";
    }

    @Override
    public boolean detect(byte[] head) {
        return false;
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        throw new TelemetryFormatException(
                String.valueOf(file.getFileName()), "", "Sony's real-time metadata stands in videos only");
    }

    @Override
    public Track track() {
        return new Track(NAME, "Sony metadata");
    }

    @Override
    public boolean hasGyro(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return RtmdLog.hasGyro(name, payloads);
    }

    @Override
    public LogFacts trackFacts(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return new RtmdLog(name, payloads, new DamagedParts(LENIENT)).facts();
    }

    @Override
    public MotionLog readTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        return new RtmdLog(name, payloads, new DamagedParts(options)).log(options.allStreams());
    }

    @Override
    public Described describeTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        RtmdLog log = new RtmdLog(name, payloads, new DamagedParts(options));
        return new Described(log.log(options.allStreams()), log.facts());
    }
}
