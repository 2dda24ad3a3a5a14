package dev.syncline.engine.telemetry.dvtm;

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

/** The track {@code djmd} in the videos of DJI's cameras and drones. */
public final class DvtmFormat implements TelemetryFormat {
    static final String NAME = "dvtm";

    private static final ReadOptions LENIENT = ReadOptions.PLAIN.lenient(true);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "DJI video metadata (in videos)";
    }

    @Override
    public boolean detect(byte[] head) {
        return false;
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        throw new TelemetryFormatException(
                String.valueOf(file.getFileName()), "", "DJI's metadata stands in videos only");
    }

    @Override
    public Track track() {
        return new Track("djmd", "DJI metadata");
    }

    @Override
    public boolean hasGyro(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return DvtmLog.hasOrientations(name, payloads);
    }

    @Override
    public LogFacts trackFacts(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return new DvtmLog(name, payloads, new DamagedParts(LENIENT)).facts();
    }

    @Override
    public MotionLog readTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        return new DvtmLog(name, payloads, new DamagedParts(options)).log(options.allStreams());
    }

    @Override
    public Described describeTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        DvtmLog log = new DvtmLog(name, payloads, new DamagedParts(options));
        return new Described(log.log(options.allStreams()), log.facts());
    }
}
