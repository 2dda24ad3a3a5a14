package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.CameraFacts;
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
import org.jspecify.annotations.Nullable;

/** GoPro's metadata: the {@code gpmd} track of a video, or its payloads in a file. */
public final class GpmfFormat implements TelemetryFormat {
    /** The name in logs of this format. */
    static final String NAME = "gpmf";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "GoPro metadata (in videos, .gpmf, .raw)";
    }

    @Override
    public boolean detect(byte[] head) {
        return RawGpmfReader.isRawGpmf(head);
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        return RawGpmfReader.read(file, options);
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return GpmfFacts.of(String.valueOf(file.getFileName()), RawGpmfReader.payloads(file), null);
    }

    @Override
    public LogFacts trackFacts(String name, List<TimedPayload> payloads) {
        return GpmfFacts.of(name, payloads, GpmfReader.frameTurns(name, payloads));
    }

    @Override
    public @Nullable String stabilisation(Path video) throws IOException {
        CameraSettings settings = CameraSettings.read(video);
        return settings == null ? null : settings.stabilisation();
    }

    @Override
    public CameraFacts camera(Path file) throws IOException {
        CameraSettings settings = CameraSettings.read(file);
        return settings == null ? CameraFacts.NONE : settings.camera(String.valueOf(file.getFileName()));
    }

    @Override
    public Track track() {
        return new Track("gpmd", "GoPro metadata");
    }

    @Override
    public boolean hasGyro(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return GpmfReader.hasGyro(name, payloads);
    }

    @Override
    public MotionLog readTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        return GpmfReader.read(name, payloads, true, options, new DamagedParts(options));
    }

    @Override
    public Described describeTrack(String name, List<TimedPayload> payloads, ReadOptions options)
            throws TelemetryFormatException {
        GpmfReader.Placed placed = GpmfReader.placed(name, payloads, true, options, new DamagedParts(options));
        return new Described(placed.log(), GpmfFacts.of(name, payloads, placed.verdict()));
    }
}
