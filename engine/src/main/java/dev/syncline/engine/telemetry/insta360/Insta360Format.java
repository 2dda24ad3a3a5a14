package dev.syncline.engine.telemetry.insta360;

import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trailer of an Insta360 camera's video. */
public final class Insta360Format implements TelemetryFormat {
    static final String NAME = "insta360";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Insta360 (.insv, .mp4)";
    }

    @Override
    public boolean detect(byte[] head) {
        return false;
    }

    @Override
    public boolean detectIn(Path video) throws IOException {
        return Trailer.isAtEndOf(video);
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        DamagedParts damage = new DamagedParts(options);
        return TrailerLog.of(Trailer.read(file, options.allStreams(), damage)).log(options.allStreams(), damage);
    }

    @Override
    public CameraFacts camera(Path file) throws IOException {
        return Files.isRegularFile(file) && detectIn(file)
                ? CameraFacts.named(null, facts(file).camera())
                : CameraFacts.NONE;
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return TrailerLog.of(Trailer.read(file, false, new DamagedParts(ReadOptions.PLAIN.lenient(true))))
                .facts();
    }
}
